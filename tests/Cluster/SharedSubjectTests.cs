using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Tests.Domain;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>Several teams of one silo at one firm or plan: each batch is folded once, and nobody waits for ever.</summary>
public sealed class SharedSubjectTests
{
    private const string Plan = "P1";
    private const int Rounds = 10;
    private static readonly string[] Teams = ["T01", "T02", "T03", "T04", "T05"];

    /// <summary>No firm that is known, so that nothing of other teams changes with the visit.</summary>
    private static object Stranger { get; } = new { kind = "LegalPerson", displayName = "外地公司" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Teams_that_work_off_one_plan_at_once_are_refused_nothing_and_read_the_plan_once()
    {
        var (refused, read) = (0, 0);
        await WithTeamsAsync(
            results => refused += results.Count(result => result.Outcome == CommitOutcome.Stale),
            subjects => read += subjects.Count(subject => subject.Kind == "plan"),
            async books =>
            {
                await WriteAsync(books, "T01", PlanPublished());
                foreach (var (team, round) in AllActs())
                {
                    await WriteAsync(books, team, TaskIssued(team, round));
                }

                (refused, read) = (0, 0);
                await Task.WhenAll(AllActs().Select(act => WriteAsync(books, act.Team, [.. Inspected(act.Team, act.Team, act.Round)])));
            });

        Assert.Equal(0, refused);
        Assert.InRange(read, 0, 1);

        static IEnumerable<(string Team, int Round)> AllActs() =>
            Enumerable.Range(0, Rounds).SelectMany(_ => Teams, (round, team) => (team, round));
    }

    [Fact]
    public async Task A_subject_the_commit_found_stale_is_read_and_the_others_of_the_batch_are_not()
    {
        var recalled = new List<SubjectKey>();
        await WithTeamsAsync(_ => { }, recalled.AddRange, async books =>
        {
            await WriteAsync(books, "T03", PlanPublished(), TaskIssued("T03", 0), TaskIssued("T03", 1));
            await WriteAsync(books, "T01", [.. Inspected("T01", "T03", 0)]);
            // Another silo, with a memory of its own, goes on with the same task of a third team.
            await WithTeamsAsync(_ => { }, _ => { },
                others => WriteAsync(others, "T02", [.. Inspected("T02", "T03", 0, party: Stranger)]), books);
            recalled.Clear();

            await WriteAsync(books, "T01", [.. Inspected("T01", "T03", 0, "again"), .. Inspected("T01", "T03", 1)]);
        });

        Assert.Contains(new SubjectKey("task", "K-T03-0"), recalled);
        Assert.DoesNotContain(recalled, subject => subject.Kind == "inspection");
    }

    [Fact]
    public async Task Of_a_subject_that_has_ended_what_comes_is_known_as_repeated_without_a_commit_that_is_refused()
    {
        var (refused, recalled) = (0, new List<SubjectKey>());
        await WithTeamsAsync(
            results => refused += results.Count(result => result.Outcome != CommitOutcome.Committed), recalled.AddRange, async books =>
            {
                SourceEvent[] acts = [.. Inspected("T01", "T01", 0, party: Stranger)];
                await WriteAsync(books, "T01", acts[0]);
                await WriteAsync(books, "T01", acts[1]);
                recalled.Clear();

                await WriteAsync(books, "T01", Outcome.Duplicate, acts[0]);
            });

        Assert.Equal(0, refused);
        Assert.Contains(recalled, subject => subject.Kind == "inspection");
    }

    [Fact]
    public async Task A_subject_is_held_by_one_batch_at_a_time()
    {
        var turns = new SubjectTurns();
        var holders = new int[4];
        await Gen.Int[0, 3].HashSet[1, 4].Array[40].SampleAsync(async batches => await Task.WhenAll(batches.Select(async held =>
        {
            using var turn = turns.Begin();
            await turn.HoldAsync(held.Select(number => new SubjectKey("plan", $"P{number}")));
            Assert.All(held, number => Assert.Equal(1, Interlocked.Increment(ref holders[number])));
            await Task.Yield();
            Assert.All(held, number => Interlocked.Decrement(ref holders[number]));
        })), iter: 20, threads: 1);
    }

    [Fact]
    public async Task However_batches_come_to_their_subjects_none_waits_for_ever()
    {
        string[] kinds = ["case", "task", "plan", "enterprise", "vehicle", "year", "staff", "repeat", "cleanups"];
        var key = Gen.Select(Gen.Int[0, kinds.Length - 1], Gen.Int[0, 2], (kind, id) => new SubjectKey(kinds[kind], $"{id}"));
        await key.Array[0, 3].Array[1, 4].Array[30].SampleAsync(async batches =>
        {
            var turns = new SubjectTurns();
            await Task.WhenAll(batches.Select(async steps =>
            {
                using var turn = turns.Begin();
                foreach (var step in steps)
                {
                    await turn.HoldAsync(step);
                    await Task.Yield();
                }
            })).WaitAsync(Patience.Long, Cancel);
        }, iter: 50, threads: 1);
    }

    /// <summary>What an officer signed is folded again when a certificate changes, and not when a register is sent anew.</summary>
    [Fact]
    public async Task An_officer_told_again_as_known_unsettles_nothing()
    {
        var told = Officer("2027-01-01", 0);
        var edition = CurrentRoster.Read([.. SeededLaw.Reference, told], 1);

        Assert.Equal(edition.Basis, await BasisAfter(edition, told, Officer("2027-01-01", 1)));
        Assert.Equal(0, await BasisAfter(edition, told, Officer("2028-01-01", 1)));
        Assert.Equal(0, await BasisAfter(edition, told, Officer("2027-01-01", -1)));
        Assert.Equal(0, await BasisAfter(edition, told, Officer("2027-01-01", 1) with { Operation = Operation.Update }));
    }

    private static async Task<long> BasisAfter(RosterEdition edition, SourceEvent known, SourceEvent next)
    {
        using var folder = new TemporaryFolder();
        using var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder.Path }));
        await ledger.PrepareAsync(Cancel);
        using var turn = new SubjectTurns().Begin();
        var warm = new WarmSubjects(TimeProvider.System);
        var before = new BatchFold(edition, _ => true, warm, ledger, turn);
        await before.FoldAsync([known], [], _ => false);
        before.Keep();
        await ledger.CommitAsync([new("unassigned", 1, Noon, [], [], [known], before.Rows, [])], Cancel);
        var fold = new BatchFold(edition, _ => true, warm, ledger, turn);
        await fold.FoldAsync([next], [], _ => true);
        return Assert.Single(fold.Rows, static row => row.Kind == "officer").Basis;
    }

    /// <summary>The teams' books of one silo over one ledger: a new one, or that of other books.</summary>
    private static async Task WithTeamsAsync(
        Action<IReadOnlyList<CommitResult>> committed, Action<IReadOnlyCollection<SubjectKey>> recalled, Func<Books, Task> runAsync,
        Books? of = null)
    {
        using var folder = new TemporaryFolder();
        using var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = of?.Folder ?? folder.Path }));
        await ledger.PrepareAsync(Cancel);
        if (of is null)
        {
            await ledger.CommitAsync([new("unassigned", 1, Noon, [], [], SeededLaw.Reference, [], [])], Cancel);
        }

        var watched = new FaultyLedger(ledger, new(1), 0) { Committed = committed, Recalled = recalled };
        await using var writer = new LedgerWriter(watched, Options.Create(new LedgerOptions()), TimeProvider.System,
            NullLogger<LedgerWriter>.Instance);
        using var roster = new CurrentRoster(watched, TimeProvider.System, NullLogger<CurrentRoster>.Instance);
        await roster.ReadyAsync();
        var (warm, turns, books) = (new WarmSubjects(TimeProvider.System), new SubjectTurns(), new Dictionary<string, TeamBook>());
        foreach (var team in Teams)
        {
            books[team] = new(team, watched, writer, roster, warm, turns, TimeProvider.System);
            await books[team].OpenAsync(new(), Cancel);
        }

        await runAsync(new(books, of?.Folder ?? folder.Path));
    }

    private static Task WriteAsync(Books books, string team, params SourceEvent[] events) =>
        WriteAsync(books, team, Outcome.Accepted, events);

    private static async Task WriteAsync(Books books, string team, Outcome expected, params SourceEvent[] events)
    {
        var book = books.OfTeams[team];
        var post = book.Offer(events, []);
        while (!post.Answered.IsCompleted)
        {
            // One step at a time, as the team's grain takes them.
            await books.Stepping[team].WaitAsync(Cancel);
            try
            {
                if (book.HasWork)
                {
                    var step = await book.StepAsync();
                    foreach (var (other, change) in step.Foreign.Where(foreign => books.OfTeams.ContainsKey(foreign.Team)))
                    {
                        books.OfTeams[other].Affect(change);
                    }

                    step.Posts.ToList().ForEach(one => one.Answer());
                }
            }
            finally
            {
                books.Stepping[team].Release();
            }
        }

        Assert.All(await post.Answered, outcome => Assert.Equal(expected, outcome));
    }

    private static SourceEvent Officer(string until, int minute) => Event(
        "officer.upserted",
        new { officerId = "O1", teamId = "T01", post = true, certNo = "A1", certValidFrom = "2025-01-01", certValidTo = until },
        time: Noon.AddMinutes(minute));

    private static SourceEvent PlanPublished() => Event("plan.published", new
    {
        planId = Plan, year = 2026, category = "Random", itemCodes = Words("S01"), teamIds = Teams, start = "2026-01-01",
        end = "2026-12-31", targetCount = 50,
    });

    private static SourceEvent TaskIssued(string team, int round) => Event("task.issued", new
    {
        taskId = $"K-{team}-{round}", planId = Plan, category = "Random", itemCodes = Words("S01"), objectUscc = CreditCode,
        teamId = team, due = "2026-12-01",
    });

    private static IEnumerable<SourceEvent> Inspected(string team, string ofTask, int round, string act = "", object? party = null) =>
    [
        Event("inspection.started", new
        {
            actNo = $"A-{team}-{round}{act}", category = "Random", form = "f", teamId = team, itemCodes = Words("S01"),
            party = party ?? Company, officers = Officers, startedAt = "2026-11-02T09:00:00+08:00", taskId = $"K-{ofTask}-{round}",
        }),
        Event("inspection.completed", new
        {
            actNo = $"A-{team}-{round}{act}", endedAt = "2026-11-02T11:00:00+08:00", result = "NoProblem", recordAttached = true,
        }, seq: 1, time: Noon.AddMinutes(1)),
    ];

    private sealed record Books(IReadOnlyDictionary<string, TeamBook> OfTeams, string Folder)
    {
        public IReadOnlyDictionary<string, SemaphoreSlim> Stepping { get; } = Teams.ToDictionary(team => team, _ => new SemaphoreSlim(1));
    }
}
