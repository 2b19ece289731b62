using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Declared;

/// <summary>An event as the course of its subject took it.</summary>
/// <param name="From">The stage it found.</param>
/// <param name="To">The stage it left.</param>
/// <param name="Void">Why it moves nothing: <c>stage</c>, or what a rule of the kind found; null when it holds.</param>
internal sealed record TakenDeed(Deed Deed, string From, string To, string? Void);

/// <summary>
/// The way of a declared subject through its stages, under one law: its events in their true order, each moving it or moving nothing.
/// A kind with rules of its own derives from it.
/// </summary>
internal class Course(DeclaredKind kind, Law law)
{
    /// <summary>No way leads on from the stage by this event.</summary>
    public const string NotInStage = "stage";

    private readonly List<TakenDeed> taken = [];
    private readonly List<Period> periods = [];

    public Law Law => law;

    public DeclaredKind Kind => kind;

    /// <summary>"" while nothing holds of it.</summary>
    public string Stage { get; private set; } = "";

    public bool IsOpen => Array.IndexOf(kind.OpenStages, Stage) >= 0;

    /// <summary>The team responsible now.</summary>
    public string? Team { get; private set; }

    public IReadOnlyList<TakenDeed> Taken => taken;

    /// <summary>Who else takes part, as its beginning names them: they see it and report; the responsible team answers.</summary>
    public IReadOnlyList<string> CoTeams => Latest(kind.Events[0].Type)?.Values.GetValueOrDefault("coTeams") as string[] ?? [];

    /// <summary>The last event of a name that holds; null when none does.</summary>
    public Deed? Latest(string type) => taken.FindLast(one => one.Void is null && one.Deed.Type == type)?.Deed;

    /// <summary>
    /// The course of these events, by when they happened: a form of this product and what the ledger says of itself carry no sequence
    /// number, and would else come before all that an import has numbered. Of one instant they keep the order of the chronicle.
    /// </summary>
    public static Course Of(DeclaredKind kind, Law law, IReadOnlyList<Deed> deeds)
    {
        var course = kind.Begin(kind, law);
        course.Know(deeds);
        foreach (var deed in deeds.OrderBy(static deed => deed.OccurredAt))
        {
            course.Take(deed);
        }

        return course;
    }

    /// <summary>Takes the next event in.</summary>
    public TakenDeed Take(Deed deed)
    {
        var move = kind.MoveOf(deed, Stage);
        var found = move is null ? NotInStage : Objection(deed, move);
        var now = new TakenDeed(deed, Stage, found is null ? move!.To ?? Stage : Stage, found);
        taken.Add(now);
        if (found is null)
        {
            Team = deed.Team ?? Team;
            Stage = now.To;
            Moved(now);
            TurnClocks(now, isNew: move!.To is not null);
        }

        return now;
    }

    /// <summary>The clocks that ran and run, in the order in which they were set off.</summary>
    public virtual IEnumerable<Clock> Clocks => periods.Select(ClockOf).OfType<Clock>();

    /// <summary>What it counts in.</summary>
    public virtual IEnumerable<Count> Counts()
    {
        foreach (var counted in kind.Counts)
        {
            if (taken.Find(deed => deed.Void is null && deed.Deed.Type == counted.Type && IsCounted(deed)) is { } first)
            {
                yield return new(counted.Counter, first.Deed.On, 1);
            }
        }

        foreach (var (period, at) in periods.Select(static (period, at) => (period, at)))
        {
            // Of a limit that was set off again only the last counts: one subject, once.
            if (period.Terms.Parts is { } parts && !periods.Skip(at + 1).Any(later => later.Terms == period.Terms)
                && ClockOf(period) is { } clock)
            {
                yield return clock.Stopped is null ? new(parts.Open, clock.Deadline.Due, 1, clock.Deadline.Due)
                    : new(clock.IsMet ? parts.OnTime : parts.Late, clock.Deadline.Due, 1);
            }
        }
    }

    public virtual IEnumerable<Warning> Warnings()
    {
        foreach (var period in periods)
        {
            if (period.Terms.Warning is { } id && ClockOf(period) is { } clock && law.Warning(id, clock.Trigger) is { } rule)
            {
                var warning = clock.Warn(rule, rule.First, period.From.At, law.Calendar) with
                {
                    IsOfLegalSection = period.Terms.IsOfLegalSection,
                };
                warning = period.Terms.Breaches ? warning
                    : warning with { Steps = warning.Steps.RemoveAll(static step => step.Level == Level.Breach) };
                if (!warning.Steps.IsEmpty)
                {
                    yield return warning;
                }
            }
        }
    }

    /// <summary>What its rules found of the last act they judge.</summary>
    public virtual IEnumerable<Guard> Guards() => [];

    /// <summary>All events, before the first is taken: what the ledger says of itself holds whenever it came.</summary>
    protected virtual void Know(IReadOnlyList<Deed> deeds)
    {
    }

    /// <summary>Why an event moves nothing although the stage would let it; null when it holds.</summary>
    protected virtual string? Objection(Deed deed, Move move) => null;

    /// <summary>An event holds.</summary>
    protected virtual void Moved(TakenDeed taken)
    {
    }

    /// <summary>Whether an event that holds is among those that are counted.</summary>
    protected virtual bool IsCounted(TakenDeed taken) => true;

    private void TurnClocks(TakenDeed now, bool isNew)
    {
        foreach (var terms in kind.Clocks)
        {
            var running = periods.FindLast(period => period.Terms == terms && period.Until is null);
            var (was, isIn) = (Array.IndexOf(terms.While, now.From) >= 0, Array.IndexOf(terms.While, now.To) >= 0);
            if (running is not null && (!isIn || terms.StoppedBy == now.Deed.Type))
            {
                running.Until = now.Deed;
            }
            else if (running is not null)
            {
                // While it runs its last day may be moved: an extension, a suspension.
                running.Due = terms.Due?.Invoke(this) ?? running.Due;
            }
            else if (isNew && isIn && !was)
            {
                periods.Add(new(terms, now.Deed, terms.Due?.Invoke(this)));
            }
        }
    }

    private Clock? ClockOf(Period period)
    {
        var stop = period.Until is { } until ? Stop.By(until, until.On) with { At = until.At } : null;
        var clock = law.Clock(period.Terms.Limit, period.From.On, stop: stop, presupposes: true);
        return period.Terms.Due is null || period.Due is null ? clock : clock?.Until(period.Due.Value, law);
    }

    private sealed class Period(StageClock terms, Deed from, DateOnly? due)
    {
        public StageClock Terms => terms;

        public Deed From => from;

        public DateOnly? Due { get; set; } = due;

        public Deed? Until { get; set; }
    }
}
