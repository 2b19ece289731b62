using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>
/// Warnings of the bureau that nobody had cleared for more than 90 days when a year ended: what its report must name (SUPERVISION.md
/// §11). Every subject is folded anew of what had happened by then, so one year at a time, and a year again only once the ledger has more.
/// </summary>
internal sealed class LongOpenWarnings(
    Recomputation recomputation, ILedger ledger, CurrentRoster roster, IOptions<DashboardOptions> options, TimeProvider clock)
{
    private const int Days = 90;

    private static readonly SemaphoreSlim One = new(1);
    private readonly Dictionary<int, (string Mark, IReadOnlyList<LongOpen> Found)> known = [];

    /// <summary>Those of the end of a year, of the year that still runs those of now: by rule, then by subject.</summary>
    public async Task<IReadOnlyList<LongOpen>> AtEndOfAsync(int year, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        await One.WaitAsync(cancel);
        try
        {
            var (edition, now) = (roster.Current, clock.GetUtcNow());
            var (after, isOver) = (Shanghai.Midnight(new(year + 1, 1, 1)), now >= Shanghai.Midnight(new(year + 1, 1, 1)));
            var mark = await MarkAsync(edition, isOver ? default : Shanghai.Day(now), cancel);
            if (!known.TryGetValue(year, out var held) || held.Mark != mark)
            {
                var (_, subjects) = await recomputation.JudgeAsync(edition, events => [.. events.Where(one => one.Time < after)], cancel);
                known[year] = held = (mark, Of(subjects, edition, isOver ? after : now));
            }

            return held.Found;
        }
        finally
        {
            One.Release();
        }
    }

    private List<LongOpen> Of(Dictionary<SubjectKey, JudgedSubject> subjects, RosterEdition edition, DateTimeOffset before)
    {
        var own = options.Value.Jurisdiction;
        var (teams, last, since) = (edition.TeamsOf(own, own).ToHashSet(), Watch.Now(before) - 1, Watch.Seconds(before.AddDays(-Days)));
        return
        [
            .. from subject in subjects
               where teams.Contains(subject.Value.Team) && subject.Value.Watches.Length > 0
               from watch in WatchedSubject.Decode(subject.Value.Watches)
               let taken = watch.Taken(last)
               where watch.After(taken) != Level.None && watch.Since(taken) < since
               orderby watch.Rule, subject.Key.Kind, subject.Key.Id
               select new LongOpen($"W{watch.Rule:00}", subject.Key, subject.Value.Team,
                   Shanghai.Day(DateTimeOffset.FromUnixTimeSeconds(watch.Since(taken)))),
        ];
    }

    /// <summary>What the answer follows from: law, roster, how far each team has written, and today where the year still runs.</summary>
    private async Task<string> MarkAsync(RosterEdition edition, DateOnly today, CancellationToken cancel) => string.Join(' ',
        (await ledger.TeamsAsync(cancel)).OrderBy(static team => team.Key, StringComparer.Ordinal)
        .Select(static team => $"{team.Key}:{team.Value}").Prepend($"{edition.Number} {today:O}"));
}

/// <summary>A warning that stood when a year ended, and had for long.</summary>
/// <param name="Rule">Of which rule: W01 …</param>
/// <param name="Since">The day it was raised.</param>
internal sealed record LongOpen(string Rule, SubjectKey Subject, string Team, DateOnly Since);
