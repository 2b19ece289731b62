using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>
/// A closed period as it was known at an earlier time (<c>asOf</c>): before cases moved to another team, before corrections. What was known
/// of a subject then is what this product had received; of a subject it received later only, what upstream says it had recorded by then.
/// Everything is folded anew from its events, so one at a time.
/// </summary>
internal sealed class EarlierView(Recomputation recomputation, CurrentRoster roster, IOptions<DashboardOptions> options)
    : IEarlierViews
{
    private static readonly SemaphoreSlim One = new(1);

    /// <inheritdoc/>
    public async Task<Document?> OpenAsync(string kind, string key, Period period, DateTimeOffset asOf, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        if (kind is not ("team" or "item" or "jurisdiction") || !(await roster.KnowsAsync(kind, key) || key == options.Value.Jurisdiction))
        {
            return null;
        }

        await One.WaitAsync(cancel);
        try
        {
            var edition = roster.Current;
            var (_, subjects) = await recomputation.JudgeAsync(edition, events => KnownAt(events, asOf), cancel);
            return Describe(kind, key, period, asOf, edition, subjects.Values);
        }
        finally
        {
            One.Release();
        }
    }

    /// <summary>The events of one subject that were known at an instant.</summary>
    internal static IReadOnlyList<SourceEvent> KnownAt(IReadOnlyList<SourceEvent> events, DateTimeOffset asOf)
    {
        var isReceived = events.Min(static @event => @event.Received) <= asOf;
        return [.. events.Where(@event => (isReceived ? @event.Received : @event.Recorded) <= asOf)];
    }

    private Document Describe(
        string kind, string key, Period period, DateTimeOffset asOf, RosterEdition edition, IEnumerable<JudgedSubject> subjects)
    {
        var own = options.Value.Jurisdiction;
        HashSet<string> teams = kind switch
        {
            "team" => [key],
            "jurisdiction" => [.. edition.TeamsOf(key, own)],
            _ => [.. edition.Teams.Keys, RosterTeam.Unassigned],
        };
        var at = Viewpoint.On(Shanghai.Day(asOf), edition.ItemFor) with { RatePeriod = period };
        Func<string, bool>? wanted = kind == "item" ? declared => edition.ItemFor(declared) == key : null;
        var sheets = subjects
            .Where(subject => teams.Contains(subject.Team))
            .GroupBy(subject => kind == "jurisdiction" ? edition.Tree(own).Member(key, subject.Team)! : subject.Team)
            .ToDictionary(team => team.Key, team => Sheet.Of(FiguresOf(team), at, period, wanted));
        var reading = new Documents.Reading(
            Sheet.Sum(sheets.Values), Alarms.None, Shanghai.Day(asOf), edition, period, IsWhole: kind == "jurisdiction");
        var (name, nameEn) = kind switch
        {
            "team" => (edition.TeamOf(key).Name, edition.TeamOf(key).NameEn),
            "item" => edition.NameOf(key),
            _ => (edition.Jurisdictions.GetValueOrDefault(key)?.Name ?? key, edition.Jurisdictions.GetValueOrDefault(key)?.NameEn),
        };
        var document = Documents.Body(Documents.Head($"{kind}/{key}", name, nameEn, asOf.ToUnixTimeMilliseconds(), asOf, reading), reading);
        if (kind != "item")
        {
            document.With("items", Documents.Items(reading));
        }

        return kind == "team" ? document : document.With("teams", sheets.Aggregate(new Document(), (all, member) => all.With(member.Key,
            Documents.Team(Documents.Member(edition, member.Key), reading with { Sheet = member.Value }, isFull: false))));
    }

    private static Figures FiguresOf(IEnumerable<JudgedSubject> subjects)
    {
        var (cells, figures) = (new Delta(), new Figures());
        foreach (var subject in subjects)
        {
            cells.Add(subject.Counts, 1);
        }

        foreach (var (cell, amount) in cells.Cells)
        {
            figures.Add(cell, amount);
        }

        return figures;
    }
}
