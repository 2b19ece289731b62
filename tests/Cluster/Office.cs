using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Grains.Views;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// All books of some teams over one real ledger in a folder of its own, on two processes that may die: what grains do, without their
/// runtime. Turns are taken one at a time, as a grain takes them; between two awaits nothing else runs.
/// </summary>
internal sealed class Office : IAsyncDisposable
{
    private const int MostAttempts = 300;
    private static readonly Lazy<Task<string>> Template = new(PrepareTemplateAsync);

    private readonly TaskFactory turns = new(new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-office-").FullName;
    private readonly Random random;
    private readonly double faults;
    private readonly SqliteLedger ledger;
    private readonly ForwardClock clock = new(TimeProvider.System.GetUtcNow());
    private readonly Dictionary<string, TeamSnapshot> snapshots = [];
    private readonly Host[] hosts = new Host[2];

    private Office(Random random, double faults)
    {
        (this.random, this.faults) = (random, faults);
        ledger = new(Options.Create(new LedgerOptions { DataPath = folder }));
    }

    /// <summary>The ledger itself, without faults.</summary>
    public ILedger Ledger => ledger;

    /// <summary>How often a process died.</summary>
    public int Deaths { get; private set; }

    public static async Task<Office> OpenAsync(int seed, double faults)
    {
        var office = new Office(new(seed), faults);
        var template = await Template.Value;
        File.Copy(Path.Combine(template, "dashboard.db"), Path.Combine(office.folder, "dashboard.db"));
        office.hosts[0] = office.NewHost();
        office.hosts[1] = office.NewHost();
        return office;
    }

    /// <summary>Posts events to a team and repeats the post until it is answered.</summary>
    public async Task<Outcome[]> PostAsync(string team, SourceEvent[] events)
    {
        for (var attempt = 1; ; attempt++)
        {
            var host = HostOf(team);
            try
            {
                return await TurnAsync(() => host.WriteAsync(team, events, []));
            }
            catch (Exception problem) when (problem is IOException or CommitUnknownException or SupersededException
                && attempt < MostAttempts)
            {
                await TurnAsync(() => MaybeDie(host, problem));
            }
        }
    }

    /// <summary>
    /// What happens in time by itself: rosters are read, books follow the ledger, subjects find their teams. Without faults.
    /// </summary>
    public async Task SettleAsync(bool afresh)
    {
        foreach (var which in new[] { 0, 1 })
        {
            if (afresh || hosts[which].Faulty)
            {
                hosts[which].Die();
                hosts[which] = NewHost(steady: true);
            }

            await hosts[which].Roster.RefreshAsync();
        }

        await TurnAsync(() => HostOf("unassigned").HandOverAsync());
        // Again and again: what is folded again may move to a team that was looked at before, and officers settle after a while.
        foreach (var team in Enumerable.Repeat(StoryGenerator.Teams.Append("unassigned"), 3).SelectMany(teams => teams))
        {
            await TurnAsync(async () =>
                await HostOf(team).WriteAsync(team, [], await (await HostOf(team).BookAsync(team)).Refolding.FindStaleAsync()));
            clock.Advance(2 * CurrentRoster.Interval);
        }

        foreach (var team in await ledger.TeamsAsync(CancellationToken.None))
        {
            await TurnAsync(async () =>
            {
                var book = await HostOf(team.Key).BookAsync(team.Key);
                book.Follow();
                await HostOf(team.Key).WriteAsync(team.Key, [], []);
            });
        }
    }

    /// <summary>All figures of all books, by the keys of <see cref="PlainModel"/>.</summary>
    public async Task<Dictionary<string, long>> CellsAsync()
    {
        var cells = new Dictionary<string, long>();
        foreach (var team in (await ledger.TeamsAsync(CancellationToken.None)).Keys)
        {
            var book = await TurnAsync(() => HostOf(team).BookAsync(team));
            foreach (var (cell, amount) in Delta.Decode(book.Figures.EncodeCells()))
            {
                Add(cells, team, cell, amount);
            }
        }

        return cells;
    }

    /// <summary>Adds a cell of a counter that <see cref="PlainModel"/> tells too.</summary>
    public static void Add(Dictionary<string, long> cells, string team, Cell cell, long amount)
    {
        if (Domain.Samples.IsPlain(cell.Counter))
        {
            var key = $"{team}|{cell.Item}|{cell.Day:yyyy-MM-dd}|{Counters.Name(cell.Counter)}";
            cells[key] = cells.GetValueOrDefault(key) + amount;
        }
    }

    /// <summary>The same from the rows that lists and evidence are made of.</summary>
    public async Task<Dictionary<string, long>> RowsAsync()
    {
        var cells = new Dictionary<string, long>();
        await foreach (var row in ledger.SubjectsAsync(new(), CancellationToken.None))
        {
            foreach (var (cell, amount) in Delta.Decode(row.Counts))
            {
                Add(cells, row.Team, cell, amount);
            }
        }

        return cells.Where(cell => cell.Value != 0).ToDictionary();
    }

    /// <summary>A team's view without what tells of time and of deliveries.</summary>
    public async Task<string> ViewAsync(string team)
    {
        var host = HostOf(team);
        var book = await TurnAsync(() => host.BookAsync(team));
        return ViewOf(book, host.Roster.Current);
    }

    public static string ViewOf(TeamBook book, RosterEdition roster)
    {
        var reading = new Documents.Reading(Sheet.Of(book.Figures.Figures, Viewpoint.On(new(2026, 11, 23))), book.Figures.Alarms,
            new(2026, 11, 23), roster, null);
        return System.Text.Encoding.UTF8.GetString(Documents.Body(new Document(), reading)
            .With("items", Documents.Items(reading))
            .ToUtf8());
    }

    /// <summary>The open warnings of all subjects, raised or to come, as rows hold them.</summary>
    public async Task<SortedDictionary<string, string>> WatchesAsync()
    {
        var watches = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var row in ledger.SubjectsAsync(new() { Watched = true }, CancellationToken.None))
        {
            watches[$"{row.Team}|{row.Kind}|{row.Id}"] = Convert.ToHexString(row.Watches);
        }

        return watches;
    }

    /// <summary>Rows that were folded by another law than the newest.</summary>
    public Task<long> StaleAsync() =>
        ledger.CountSubjectsAsync(new() { BasisOtherThan = hosts[0].Roster.Current.Basis }, CancellationToken.None);

    /// <summary>The newest roster.</summary>
    public RosterEdition Roster => hosts[0].Roster.Current;

    public Task<TeamBook> BookAsync(string team) => TurnAsync(() => HostOf(team).BookAsync(team));

    public Task<T> TurnAsync<T>(Func<Task<T>> turn) => turns.StartNew(turn).Unwrap();

    public Task TurnAsync(Func<Task> turn) => turns.StartNew(turn).Unwrap();

    public Task TurnAsync(Action turn) => turns.StartNew(turn);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            host.Die();
            await host.Writer.DisposeAsync();
        }

        ledger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> PrepareTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-template-").FullName;
        var options = new LedgerOptions { DataPath = folder };
        using (var ledger = new SqliteLedger(Options.Create(options)))
        {
            await ledger.PrepareAsync(CancellationToken.None);
        }

        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={options.DatabaseFile};Pooling=False");
        connection.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        return folder;
    }

    private Host HostOf(string team) => hosts[team is "T01" or "unassigned" ? 0 : 1];

    private Host NewHost(bool steady = false) =>
        new(this, new FaultyLedger(ledger, new(random.Next()), steady ? 0 : faults), !steady && faults > 0);

    private void MaybeDie(Host host, Exception problem)
    {
        var which = Array.IndexOf(hosts, host);
        if (which >= 0 && (problem is CommitUnknownException || random.NextDouble() < 0.4))
        {
            Deaths++;
            host.Die();
            hosts[which] = NewHost();
        }
    }

    /// <summary>The snapshot a new activation finds: the last one, an older one, none, or one of a ledger that was set back.</summary>
    private TeamSnapshot SnapshotOf(string team) => random.Next(4) switch
    {
        0 => new(),
        1 => new() { Sequence = 1_000_000, Cells = [1, 2, 3], Notes = [4], Commit = DateTimeOffset.UnixEpoch },
        _ => snapshots.GetValueOrDefault(team) ?? new(),
    };

    private async Task AffectAsync(string team, Change change)
    {
        var fate = faults == 0 ? 0.5 : random.NextDouble();
        for (var times = fate < 0.2 ? 0 : fate < 0.3 ? 2 : 1; times > 0; times--)
        {
            await Task.Yield();
            if (HostOf(team).Opened(team) is { } book)
            {
                book.Affect(change);
                _ = HostOf(team).RunAsync(team, book);
            }
        }
    }

    /// <summary>One process: a roster, a writer and the books it has opened.</summary>
    private sealed class Host
    {
        private readonly Office office;
        private readonly FaultyLedger faulty;
        private readonly Dictionary<string, Task<TeamBook>> books = [];
        private readonly HashSet<string> running = [];
        private readonly WarmSubjects warm = new(TimeProvider.System);
        private readonly SubjectTurns turns = new();

        public Host(Office office, FaultyLedger faulty, bool isFaulty)
        {
            (this.office, this.faulty, Faulty) = (office, faulty, isFaulty);
            Writer = new(faulty, Options.Create(new LedgerOptions()), new HurryingClock(), NullLogger<LedgerWriter>.Instance);
            Roster = new(faulty, TimeProvider.System, NullLogger<CurrentRoster>.Instance);
        }

        public bool Faulty { get; }

        public LedgerWriter Writer { get; }

        public CurrentRoster Roster { get; }

        public void Die() => faulty.Kill();

        public TeamBook? Opened(string team) => books.TryGetValue(team, out var book) && book.IsCompletedSuccessfully ? book.Result : null;

        public Task<TeamBook> BookAsync(string team)
        {
            if (!books.TryGetValue(team, out var book) || book.IsFaulted)
            {
                books[team] = book = OpenAsync(team);
            }

            return book;
        }

        /// <summary>Has a team write events, and fold subjects again, as its grain does.</summary>
        public async Task<Outcome[]> WriteAsync(string team, SourceEvent[] events, IReadOnlyList<SubjectKey> again)
        {
            var book = await BookAsync(team);
            var post = book.Offer(events, again);
            _ = RunAsync(team, book);
            if (events.Length + again.Count == 0)
            {
                book.Follow();
                _ = RunAsync(team, book);
            }

            return await post.Answered;
        }

        public async Task RunAsync(string team, TeamBook book)
        {
            if (running.Add(team))
            {
                while (book.HasWork)
                {
                    await TellAsync(team, book, await book.StepAsync());
                }

                running.Remove(team);
            }
        }

        public async Task HandOverAsync() =>
            await WriteAsync("unassigned", [], await (await BookAsync("unassigned")).Refolding.FindHomelessAsync());

        private async Task TellAsync(string team, TeamBook book, BatchResult result)
        {
            if (result.Affected is not null && office.random.Next(3) == 0)
            {
                office.snapshots[team] = book.Figures.Snapshot();
            }

            foreach (var (other, change) in result.Foreign)
            {
                await office.AffectAsync(other, change);
            }

            if (result.HasNewTeams && office.HostOf("unassigned") is var host && host.Opened("unassigned") is not null)
            {
                _ = host.HandOverAsync()
                    .ContinueWith(handed => handed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted,
                        TaskScheduler.Default);
            }

            foreach (var post in result.Posts)
            {
                post.Answer();
            }
        }

        private async Task<TeamBook> OpenAsync(string team)
        {
            await Roster.ReadyAsync();
            var book = new TeamBook(team, faulty, Writer, Roster, warm, turns, office.clock);
            await book.OpenAsync(office.SnapshotOf(team), CancellationToken.None);
            return book;
        }
    }

    /// <summary>Pauses are over at once.</summary>
    private sealed class HurryingClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
