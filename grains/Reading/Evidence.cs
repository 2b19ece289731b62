using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>
/// Opens a number: the subjects it counts, from the ledger's current rows by the same counts the figures are sums of.
/// For a count the total is the number itself, for money the sum.
/// </summary>
internal sealed class Evidence(ILedger ledger, CurrentRoster roster, DataQuality quality, IGrainFactory grains, TimeProvider clock,
    IOptions<DashboardOptions> options) : IEvidence
{
    private const int LargestPage = 500;
    private const string EveryRule = "all";

    /// <inheritdoc/>
    public async Task<Document> OpenAsync(EvidenceQuery query, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        await quality.LookAsync(cancel);
        query = await KnownAsync(query);
        var page = new Page(ParseNext(query.Next), Math.Clamp(query.Size ?? 50, 1, LargestPage));
        if (query.Warning is not null && query is { Counter: null, Metric: null, Open: null })
        {
            await OpenWarningsAsync(query, reader, page, cancel);
            return page.Document();
        }

        if (query is { Due: { } due, Counter: null, Metric: null, Open: null, Warning: null })
        {
            await OpenDeadlinesAsync(due, query, reader, page, cancel);
            return page.Document();
        }

        var wanted = Wanted(query);
        var items = await ItemsAsync(query, wanted.Items);
        if (!wanted.IsNet)
        {
            AddItems(items, page);
        }

        await foreach (var row in ledger.SubjectsAsync(Filter(query, reader, wanted.Within), cancel))
        {
            var counted = Delta.Decode(row.Counts)
                .Select(pair => (Day: (DateOnly?)pair.Key.Day, Amount: wanted.Matches(pair.Key) * pair.Value))
                .Where(static cell => cell.Amount != 0);
            if (wanted.IsNet)
            {
                var all = counted.ToList();
                var net = all.Sum(static cell => cell.Amount) + (row.Kind == "item" && items.Remove(row.Id, out var shown) ? shown : 0);
                counted = net == 0 ? [] : [(all.Max(static cell => cell.Day), net)];
            }

            foreach (var (day, amount) in counted)
            {
                page.Add(amount, () => new Document()
                    .With("kind", row.Kind).With("id", row.Id).WithTeam(row.Team, roster.Current)
                    .With("item", roster.Current.ItemFor(row.Item))
                    .With("stage", row.Stage)
                    .With("day", Rfc3339.Write(day))
                    .With("amount", amount)
                    .With("conflict", quality.Current.Conflicting.Contains((row.Kind, row.Id)))
                    .With("title", row.Title));
            }
        }

        if (wanted.IsNet)
        {
            AddItems(items, page);
        }

        return page.Document();
    }

    /// <summary>The question about the view as it is kept; a view of a kind there is, and nobody knows, is not found.</summary>
    private async Task<EvidenceQuery> KnownAsync(EvidenceQuery query)
    {
        var (kind, key) = ViewNames.Split(query.View);
        key = Facts.IdOf(kind, key);
        return kind is not ("team" or "item" or "jurisdiction") || await roster.KnowsAsync(kind, key) || key == options.Value.Jurisdiction
            ? query with { View = query.View is null ? null : $"{kind}/{key}" }
            : throw new EvidenceException($"view names {kind} {key}, and none of that id is registered.") { IsOfUnknown = true };
    }

    private Matching Wanted(EvidenceQuery query)
    {
        var today = Shanghai.Day(clock.GetUtcNow());
        Period? period = query.Period is null ? null : Period.TryParse(query.Period, out var asked) ? asked
            : throw new EvidenceException("period must be a year, a month or a day: 2020, 2020-05 or 2020-05-17.");
        var within = period ?? Period.OfYear(today);
        if (query.Counter is { } name)
        {
            var counter = Counters.Named(name);
            if (counter is Counter.None)
            {
                throw new EvidenceException($"There is no counter {name}.");
            }

            var parts = Counters.Parts(counter).ToArray();
            return new(within, cell => parts.Contains(cell.Counter) && within.Contains(cell.Day) ? 1 : 0, []);
        }

        if (query.Metric is { } id)
        {
            var metric = roster.Current.Law.Rules.At(today).Metrics.FirstOrDefault(metric => metric.Id == id)
                ?? throw new EvidenceException($"There is no metric {id}.");
            if (!Enum.TryParse<MetricPart>(query.Part ?? "numerator", ignoreCase: true, out var part))
            {
                throw new EvidenceException("part must be numerator, denominator, pending or missing.");
            }

            if (part == MetricPart.Missing && metric.Unit != MetricUnit.Percent)
            {
                throw new EvidenceException($"{id} is no rate, so nothing is missing of it; ask for its numerator.");
            }

            var terms = metric.Terms(part);
            var plain = terms.Where(term => term.Items == ItemsWith.None).ToList();
            Period? of = metric.Snapshot ? null : within;
            return new(
                plain.Exists(term => Array.Exists(term.Counters, Counters.IsRegister)) ? null : of,
                cell => plain.Sum(term => term.Has(cell, today, of) ? term.Sign : 0),
                [.. terms.Where(term => term.Items != ItemsWith.None)],
                IsNet: part == MetricPart.Missing);
        }

        if (query.Open is { } open)
        {
            var counters = OpenCounters(open);
            return new(null, cell => counters.Contains(cell.Counter) ? 1 : 0, []);
        }

        throw new EvidenceException("Say which number: counter=, metric= with part=, open=, warning= or due=.");
    }

    /// <summary>The items that derived figures count, and how often.</summary>
    private async Task<Dictionary<string, long>> ItemsAsync(EvidenceQuery query, IReadOnlyList<Term> terms)
    {
        Dictionary<string, long> counted = new(StringComparer.Ordinal);
        if (terms.Count == 0)
        {
            return counted;
        }

        var isNow = query.Period is null || query.Period == Period.OfYear(Shanghai.Day(clock.GetUtcNow())).ToString();
        var view = grains.Find(query.View) is { } grain ? await grain.Get(isNow ? null : query.Period) : null;
        var (items, column) = (view?.Document["items"] as Document ?? new(), isNow ? "year" : "period");
        foreach (var term in terms)
        {
            var names = term.Counters.Select(Counters.Name).ToList();
            foreach (var item in roster.Current.Items.Values.Where(item => item.Code != RosterItem.Unclassified
                && (term.Items == ItemsWith.Listed ? item.Listed : item.Claimed)))
            {
                if (((items[item.Code] as Document)?["counters"] as Document)?[column] is Document counters
                    && names.Exists(name => counters[name] is not null))
                {
                    counted[item.Code] = counted.GetValueOrDefault(item.Code) + term.Sign;
                }
            }
        }

        return counted;
    }

    private void AddItems(Dictionary<string, long> counted, Page page)
    {
        foreach (var (code, amount) in counted.OrderBy(static item => item.Key, StringComparer.Ordinal))
        {
            page.Add(amount, () => new Document()
                .With("kind", "item").With("id", code).With("team", "").With("item", code)
                .With("stage", "")
                .With("amount", amount)
                .With("title", roster.Current.Items[code].Name));
        }
    }

    private async Task OpenWarningsAsync(EvidenceQuery query, Reader reader, Page page, CancellationToken cancel)
    {
        var level = query.Level is null ? Level.None
            : Enum.TryParse<Level>(query.Level, ignoreCase: true, out var named) && named != Level.None ? named
            : throw new EvidenceException("level must be blue, yellow, red or breach.");
        if (query.Warning != EveryRule && !(query.Warning is { Length: 3 } id && id[0] == 'W' && byte.TryParse(id.AsSpan(1), out _)))
        {
            throw new EvidenceException("warning must be the id of a rule, for example W01, or all.");
        }

        var now = Watch.Now(clock.GetUtcNow());
        await AddWatchesAsync(query, reader, page, watch =>
            watch.After(watch.Taken(now)) is not Level.None and var stands && (level == Level.None || level == stands)
                && (query.Warning == EveryRule || query.Warning == RaisedWarning.IdOf(watch.Rule)), cancel);

        if (reader.Teams is null && query is { View: { } view, Warning: { } rule }
            && (rule == EveryRule || SourceHealth.IsOfSources(rule)) && view.StartsWith("jurisdiction/", StringComparison.Ordinal))
        {
            await OpenSourcesAsync(view, rule, level, page);
        }
    }

    /// <summary>The limits that end on a day, or within days, and that nothing has met yet, whether they warn by now or not.</summary>
    private Task OpenDeadlinesAsync(string due, EvidenceQuery query, Reader reader, Page page, CancellationToken cancel)
    {
        var ends = due.Split("..");
        return ends.Length <= 2 && DateOnly.TryParseExact(ends[0], "yyyy-MM-dd", out var first)
            && DateOnly.TryParseExact(ends[^1], "yyyy-MM-dd", out var last)
            ? AddWatchesAsync(query, reader, page, watch => watch.Due >= first && watch.Due <= last, cancel)
            : throw new EvidenceException("due must be a day, or the first and the last of several: 2020-05-17, 2020-05-17..2020-05-23.");
    }

    /// <summary>Those that end first come first; what has no last day comes before all.</summary>
    private async Task AddWatchesAsync(
        EvidenceQuery query, Reader reader, Page page, Func<Watch, bool> isWanted, CancellationToken cancel)
    {
        var found = new List<(SubjectRow Row, Watch Watch)>();
        var (filter, section) = (Filter(query, reader, null) with { Watched = true }, roster.Current.LegalSection);
        await FindAsync(filter, static _ => true);
        if (section is not null && filter.Teams?.Contains(section) == true)
        {
            // What of orders is the legal section's stands under other teams.
            await FindAsync(filter with { Teams = null, Kinds = [.. DeclaredKinds.OfLegalSection] },
                row => !filter.Teams.Contains(row.Team));
        }

        var now = Watch.Now(clock.GetUtcNow());
        foreach (var (row, watch) in found.OrderBy(static one => one.Watch.Due ?? DateOnly.MinValue))
        {
            page.Add(1, () => RowOf(row, watch, watch.Taken(now)));
        }

        async Task FindAsync(SubjectFilter wanted, Func<SubjectRow, bool> isAsked)
        {
            await foreach (var row in ledger.SubjectsAsync(wanted, cancel))
            {
                found.AddRange(WatchedSubject.Decode(row.Watches)
                    .Where(watch => isAsked(row) && isWanted(watch)
                        && filter.Teams?.Contains(watch.HolderOf(row.Team, section)) != false)
                    .Select(watch => (row, watch)));
            }
        }
    }

    /// <summary>A limit that runs, or a warning that stands; since when only where it has been raised.</summary>
    private Document RowOf(SubjectRow row, Watch watch, int taken) => new Document()
        .With("kind", row.Kind)
        .With("id", row.Id)
        .WithTeam(row.Team, roster.Current)
        .With("item", roster.Current.ItemFor(row.Item))
        .With("stage", row.Stage)
        .With("title", row.Title)
        .With("amount", 1)
        .With("rule", RaisedWarning.IdOf(watch.Rule))
        .With("level", WarningDocuments.LevelName(watch.After(taken)))
        .With("due", Rfc3339.Write(watch.Due))
        .With("since", watch.After(taken) == Level.None ? null
            : Rfc3339.Write(DateTimeOffset.FromUnixTimeSeconds(watch.Since(taken))))
        .With("acknowledged", watch.IsAcknowledged(taken));

    /// <summary>Sources are no subjects of the ledger: their warnings are the view's own to say.</summary>
    private async Task OpenSourcesAsync(string view, string rule, Level level, Page page)
    {
        if (grains.Find(view) is not IJurisdictionGrain jurisdiction)
        {
            return;
        }

        foreach (var warning in await jurisdiction.SourceWarnings())
        {
            if ((level == Level.None || WarningDocuments.LevelName(level) == (string)warning["level"]!)
                && (rule == EveryRule || rule == (string)warning["rule"]!))
            {
                page.Add(1, () => warning
                    .With("id", warning["subject"])
                    .With("amount", 1)
                    .With("title", warning["subject"])
                    .With("acknowledged", false));
            }
        }
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

    private SubjectFilter Filter(EvidenceQuery query, Reader reader, Period? within)
    {
        var filter = Filter(query, within);
        return filter with { Teams = reader.Within(filter.Teams) };
    }

    private SubjectFilter Filter(EvidenceQuery query, Period? within)
    {
        var edition = roster.Current;
        var (kind, key) = ViewNames.Split(query.View);
        if (kind.Length == 0)
        {
            throw new EvidenceException("view is required: team/T01, item/S14, jurisdiction/330203 or enterprise/{uscc}.");
        }

        var filter = new SubjectFilter
        {
            From = within?.First,
            To = within?.Last,
        };
        return kind switch
        {
            "team" => filter with { Teams = [key] },
            "item" when key == RosterItem.Unclassified =>
                filter with { ItemsExcept = [.. edition.Items.Keys.Where(code => code != RosterItem.Unclassified)] },
            "item" => filter with { Items = [key] },
            "enterprise" => filter with { Party = edition.Law.Firms.Of(key) },
            "jurisdiction" => filter with { Teams = [.. edition.TeamsOf(key, options.Value.Jurisdiction)] },
            _ => throw new EvidenceException("view must be team/…, item/…, jurisdiction/… or enterprise/…."),
        };
    }

    private static int ParseNext(string? next) =>
        next is null ? 0
            : int.TryParse(next, out var skip) && skip >= 0 ? skip
            : throw new EvidenceException("next must be the token of the page before.");

    /// <summary>
    /// How often a cell counts in the number (−1: it is taken off), within which period its subjects lie, and which items it counts
    /// besides. Net: what a subject counts is added up, and is a row only where something is left.
    /// </summary>
    private sealed record Matching(Period? Within, Func<Cell, int> Matches, IReadOnlyList<Term> Items, bool IsNet = false);

    /// <summary>The rows asked for, and the total of all.</summary>
    private sealed class Page(int skip, int take)
    {
        private readonly List<object> rows = [];
        private long total;
        private int matching;

        public void Add(long amount, Func<Document> row)
        {
            total += amount;
            if (matching++ >= skip && rows.Count < take)
            {
                rows.Add(row());
            }
        }

        public Document Document() =>
            new Document()
                .With("total", total)
                .With("rows", rows)
                .With("next", matching > skip + rows.Count ? $"{skip + rows.Count}" : null);
    }
}
