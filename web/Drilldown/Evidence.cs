using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Drilldown;

/// <summary>What number is to be opened (CONTRACT.md §3). Exactly one of counter, metric and open is set.</summary>
internal sealed record EvidenceQuery(string? View, string? Counter, string? Metric, string? Part, string? Open, string? Warning, string? Period, string? Next, int? Size);

/// <summary>The question cannot be answered as put.</summary>
internal sealed class EvidenceException(string sentence) : Exception(sentence);

/// <summary>
/// Opens a number: the subjects it counts, from the ledger's current rows by the same counts the figures are sums of.
/// For a count the total is the number itself, for money the sum.
/// </summary>
internal sealed class Evidence(ILedger ledger, Roster roster, TimeProvider clock, IOptions<DashboardOptions> options)
{
    private const int LargestPage = 500;

    public async Task<Document> OpenAsync(EvidenceQuery query, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var wanted = Wanted(query);
        var (skip, take) = (ParseNext(query.Next), Math.Clamp(query.Size ?? 50, 1, LargestPage));
        long total = 0;
        var (matching, rows) = (0, new List<object>());
        await foreach (var row in ledger.SubjectsAsync(Filter(query, wanted), cancel))
        {
            foreach (var (cell, amount) in Delta.Decode(row.Counts))
            {
                if (!wanted.Matches(cell))
                {
                    continue;
                }

                total += amount;
                if (matching++ >= skip && rows.Count < take)
                {
                    rows.Add(new Document()
                        .With("kind", row.Kind).With("id", row.Id).With("team", row.Team).With("item", roster.Current.ItemFor(row.Item))
                        .With("stage", row.Stage).With("day", cell.Day.ToString("yyyy-MM-dd")).With("amount", amount).With("title", row.Title));
                }
            }
        }

        return new Document().With("total", total).With("rows", rows).With("next", matching > skip + rows.Count ? $"{skip + rows.Count}" : null);
    }

    private Matching Wanted(EvidenceQuery query)
    {
        var at = Viewpoint.On(Shanghai.Day(clock.GetUtcNow()), roster.Current.Calendar);
        Period? period = query.Period is null ? null : Period.TryParse(query.Period, out var asked) ? asked
            : throw new EvidenceException("period must be a year, a month or a day: 2020, 2020-05 or 2020-05-17.");
        if (query.Counter is { } name)
        {
            var counter = Counters.Named(name);
            if (counter is Counter.None)
            {
                throw new EvidenceException($"There is no counter {name}.");
            }

            var parts = Counters.Parts(counter).ToArray();
            var within = period ?? at.RatePeriod;
            return new(within, false, cell => parts.Contains(cell.Counter) && within.Contains(cell.Day));
        }

        if (query.Metric is { } metric)
        {
            var rate = Rate.All.FirstOrDefault(rate => rate.Id == metric) ?? throw new EvidenceException($"There is no metric {metric}.");
            if (!Enum.TryParse<RatePart>(query.Part ?? "numerator", ignoreCase: true, out var part))
            {
                throw new EvidenceException("part must be numerator, denominator or pending.");
            }

            var within = period ?? at.RatePeriod;
            return new(within, false, cell => within.Contains(cell.Day) && rate.Has(part, cell.Counter, cell.Day, at));
        }

        if (query.Open is { } open)
        {
            var counters = OpenCounters(open);
            return new(null, true, cell => counters.Contains(cell.Counter));
        }

        return query.Warning is null
            ? throw new EvidenceException("Say which number: counter=, metric= with part=, open= or warning=.")
            : new(null, true, static _ => false);
    }

    private static Counter[] OpenCounters(string open) => open switch
    {
        "cases" => [.. Stages.Open.Select(stage => stage.Counter)],
        "licences" => [Counter.LicenceOpen],
        "tasks" => [Counter.TaskOpen],
        "rectifications" => [Counter.RectificationOpen],
        _ => open.Split(',').Select(stage => Stages.StandingCounter(stage) is not Counter.None and var counter
            ? counter
            : throw new EvidenceException($"There is no open stage {stage}.")).ToArray(),
    };

    private SubjectFilter Filter(EvidenceQuery query, Matching wanted)
    {
        var edition = roster.Current;
        var slash = query.View?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var (kind, key) = slash > 0 ? (query.View![..slash], query.View[(slash + 1)..]) : throw new EvidenceException("view is required: team/T01, item/S14, jurisdiction/330203 or enterprise/{uscc}.");
        var filter = new SubjectFilter
        {
            From = wanted.Standing ? null : wanted.Within?.First,
            To = wanted.Standing ? null : wanted.Within?.Last,
        };
        return kind switch
        {
            "team" => filter with { Teams = [key] },
            "item" when key == RosterEdition.Unclassified => filter with { ItemsExcept = [.. edition.Items.Keys.Where(code => code != RosterEdition.Unclassified)] },
            "item" => filter with { Items = [key] },
            "enterprise" => filter with { Party = key },
            "jurisdiction" => filter with { Teams = [.. edition.TeamsOf(key, options.Value.Jurisdiction)] },
            _ => throw new EvidenceException("view must be team/…, item/…, jurisdiction/… or enterprise/…."),
        };
    }

    private static int ParseNext(string? next) =>
        next is null ? 0 : int.TryParse(next, out var skip) && skip >= 0 ? skip : throw new EvidenceException("next must be the token of the page before.");

    private sealed record Matching(Period? Within, bool Standing, Func<Cell, bool> Matches);
}
