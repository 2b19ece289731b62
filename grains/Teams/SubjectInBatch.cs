using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>One subject on its way through a batch (<see cref="BatchFold"/>): as it was, and as it comes to be.</summary>
internal sealed class SubjectInBatch(SubjectKey key, LoadedSubject before)
{
    public SubjectKey Key { get; } = key;

    public LoadedSubject Before { get; private set; } = before;

    public Subject State { get; set; } = before.State;

    public FactsEnd End { get; private set; } = before.End;

    public SubjectCounts Counts { get; set; } = before.Counts;

    public Watch[] Watches { get; set; } = [];

    /// <summary>It was not read for this batch, so it may be old.</summary>
    public bool IsFromMemory { get; init; }

    /// <summary>Its facts that are not stored yet, in their order.</summary>
    public IReadOnlyList<SourceEvent> News { get; private set; } = [];

    /// <summary>The news come after all that is known.</summary>
    public bool AreNewsLast { get; private set; }

    /// <summary>It is to be judged.</summary>
    public bool IsTouched { get; set; }

    /// <summary>
    /// Others took its terms: it is written whether it changed or not, so that the commit finds out if those terms were old.
    /// </summary>
    public bool IsReliedOn { get; set; }

    /// <summary>Why it could not be folded or judged.</summary>
    public string? Problem { get; set; }

    /// <summary>Its new row; null while it has none, or when it stays as it is stored.</summary>
    public SubjectRow? Row { get; set; }

    public LoadedSubject? After => Row is null ? null : new(Row, State, End, Counts);

    /// <summary>Nothing that is stored of it, and nothing that its next state follows from, has changed.</summary>
    public bool IsAsStored =>
        !IsReliedOn && News.Count == 0 && Before.Row is { } row && Row is { } made
            && ReferenceEquals(State.Children, Before.State.Children)
        && Equals(State.Terms, Before.State.Terms) && row.SaysTheSameAs(made);

    public static SubjectInBatch Open(SubjectKey key, Recalled recalled)
    {
        try
        {
            return new(key, LoadedSubject.From(key, recalled));
        }
#pragma warning disable CA1031 // Whatever is wrong with one subject stays with it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            var unread = LoadedSubject.From(key, recalled with { Events = [] });
            return new(key, unread) { Problem = problem.Message };
        }
    }

    /// <summary>Takes new facts in, in their order; all are folded anew when they do not follow those that are known.</summary>
    /// <param name="stored">Those that are known, if they were read.</param>
    public void Take(List<SourceEvent> news, IReadOnlyList<SourceEvent> stored)
    {
        (IsTouched, News) = (true, news);
        try
        {
            // What could not be folded by itself may be mended by what comes: a retraction.
            AreNewsLast = Problem is null && End.IsBefore(news[0]);
            var follows = Problem is null && Follow(End, news);
            Problem = null;
            State = follows
                ? news.Aggregate(State, static (state, @event) => state.Continue(@event))
                : Subject.Fold(Key, [.. stored, .. news]).Amid(State);
            End = news.Aggregate(End, static (end, @event) => end.With(@event));
        }
#pragma warning disable CA1031 // Whatever is wrong with one subject stays with it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Problem = problem.Message;
        }
    }

    /// <summary>What its plan or task gave it before the batch.</summary>
    public void StandUnder(PlanTerms? terms)
    {
        Before = Before with { State = Before.State.Under(terms) };
        State = State.Under(terms);
    }

    /// <summary>Whether each of these, in their order, follows what is known and those before it.</summary>
    public static bool Follow(FactsEnd end, List<SourceEvent> news)
    {
        foreach (var @event in news)
        {
            if (!end.IsFollowedBy(@event))
            {
                return false;
            }

            end = news.Count == 1 ? end : end.With(@event);
        }

        return true;
    }
}
