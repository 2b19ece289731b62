using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Tests.Cluster;
using Dashboard.Tests.Ledger;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>What is registered: one bad subject costs no other, and what changes nothing makes nothing new.</summary>
public sealed class RosterTests
{
    private static readonly SourceEvent Doubled = LawCheckTests.Rules("of August", "2026-08-01",
        """{"limits":[{"id":"PEN-03","n":9,"unit":"CD"},{"id":"PEN-03","n":8,"unit":"CD"}]}""");

    [Fact]
    public void Of_broken_rules_in_the_ledger_the_last_good_ones_stay_in_force_and_the_reason_is_told()
    {
        var edition = CurrentRoster.Read([.. SeededLaw.Reference, Doubled], 1);

        Assert.Equal(SeededLaw.Version, edition.Law.Rules.At(Day("2026-11-02")).Version);
        Assert.Equal(("rules", "of August"), (edition.LawProblem!.Kind, edition.LawProblem.Subject));
        Assert.Contains("data.limits PEN-03", edition.LawProblem.Reason);
    }

    [Fact]
    public void A_newer_good_version_or_a_retraction_mends_broken_rules()
    {
        var good = LawCheckTests.Rules("of August", "2026-08-01",
            """{"limits":[{"id":"PEN-03","n":60,"unit":"CD"}]}""") with { Time = Noon.AddHours(1) };
        var taken = LawCheckTests.Rules("of August", "2026-08-01", "{}", Operation.Delete) with { Time = Noon.AddHours(1) };

        Assert.Null(CurrentRoster.Read([.. SeededLaw.Reference, Doubled, taken], 1).LawProblem);
        var mended = CurrentRoster.Read([.. SeededLaw.Reference, Doubled, good], 1);
        Assert.Null(mended.LawProblem);
        Assert.Equal(60, mended.Law.Rules.At(Day("2026-11-02")).Limits["PEN-03"].N);
    }

    [Fact]
    public void What_was_told_before_of_the_same_version_stays_in_force_when_the_last_cannot_be()
    {
        var again = LawCheckTests.Rules(SeededLaw.Version, "2015-01-01", """{"limits":[{"id":"PEN-03","n":2000000000,"unit":"CD"}]}""");

        var edition = CurrentRoster.Read([.. SeededLaw.Reference, again], 1);

        Assert.Equal(90, edition.Law.Rules.At(Day("2026-11-02")).Limits["PEN-03"].N);
        Assert.Equal(SeededLaw.Version, edition.LawProblem!.Subject);
    }

    [Fact]
    public void A_contradictory_calendar_in_the_ledger_is_left_out()
    {
        var edition = CurrentRoster.Read([.. SeededLaw.Reference,
            Event("calendar.published", new { year = 2026, off = Words("2026-11-03"), makeUp = Words("2026-11-03") })], 1);

        Assert.True(edition.Calendar.IsWorkday(Day("2026-11-03")));
        Assert.False(edition.Calendar.IsWorkday(Day("2026-10-01")));
        Assert.Equal(("calendar", "2026"), (edition.LawProblem!.Kind, edition.LawProblem.Subject));
    }

    [Theory]
    [InlineData("team", "T77")]
    [InlineData("item", "S77")]
    [InlineData("officer", "O77")]
    [InlineData("rules", "2077")]
    [InlineData("calendar", "2077")]
    public void What_cannot_be_read_of_one_subject_costs_only_itself(string kind, string id)
    {
        var unreadable = LawCheckTests.Rules("2077", "2077-01-01", "{}") with { Id = "unreadable", Kind = kind, Subject = id,
            Type = kind == "officer" ? "officer.upserted" : "of.another.release", Data = "{"u8.ToArray() };

        var edition = CurrentRoster.Read([.. SeededLaw.Reference, unreadable], 1);

        Assert.Equal((kind, id), (Assert.Single(edition.Problems).Kind, edition.Problems[0].Subject));
        Assert.Equal(SeededLaw.Edition.Teams.Keys.Order(), edition.Teams.Keys.Order());
        Assert.Equal(SeededLaw.Version, edition.Law.Rules.At(Day("2026-11-02")).Version);
    }

    [Fact]
    public void The_basis_changes_with_the_codes_of_the_registered_items_and_with_the_law_only()
    {
        var known = SeededLaw.Reference;
        long Basis(params SourceEvent[] more) => CurrentRoster.Read([.. known, .. more], 1).Basis;

        Assert.Equal(SeededLaw.Edition.Basis, CurrentRoster.Read(known.Reverse(), 2).Basis);
        Assert.NotEqual(SeededLaw.Edition.Basis,
            Basis(Event("item.upserted", new { itemCode = "S77", name = "n", category = "c", level = "l" })));
        Assert.NotEqual(SeededLaw.Edition.Basis, Basis(LawCheckTests.Rules("2027.1", "2027-01-01", "{}")));
        Assert.Equal(SeededLaw.Edition.Basis, Basis(Officer("O1", "A1")));
        Assert.Equal(Basis(Fines(1)), Basis(Fines(1), Event("item.claimed", new { itemCode = "S77", day = "2026-11-02" })));
        Assert.NotEqual(Basis(Fines(1)), Basis(Fines(1), Fines(2)));

        static SourceEvent Fines(long most) =>
            Event("item.upserted",
                new { itemCode = "S77", name = "n", category = "c", level = "l", fines = new[] { new { min = 0, max = most } } },
                id: $"fines-{most}", time: Noon.AddHours(most));
    }

    [Fact]
    public async Task An_officer_told_again_a_thousand_times_makes_no_new_edition_and_is_not_read_again()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-roster-").FullName;
        using var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder }));
        await ledger.PrepareAsync(Cancel);
        var readings = 0;
        var roster = new CurrentRoster(new FaultyLedger(ledger, new(1), 0) { ReadAll = () => readings++ }, TimeProvider.System,
            NullLogger<CurrentRoster>.Instance);
        var sequence = 0L;
        SubjectRow? row = null;
        await Commit(Officer("O1", "A1", 0));
        await roster.RefreshAsync(Cancel);
        var first = roster.Current;
        readings = 0;

        for (var time = 1; time <= 1_000; time++)
        {
            var again = Officer("O1", "A1", time);
            await Commit(again);
            await roster.TakeAsync([again], Cancel);
        }

        Assert.Same(first, roster.Current);
        Assert.Equal(0, readings);
        var renewed = Officer("O1", "A2", 1_001);
        await Commit(renewed);
        await roster.TakeAsync([renewed], Cancel);
        Assert.NotEqual(first.Number, roster.Current.Number);
        Assert.Equal(first.Basis, roster.Current.Basis);
        // What belongs before what is known last has this officer made anew, of its own events.
        var late = Officer("O1", "A0", 500);
        await Commit(late);
        await roster.TakeAsync([late], Cancel);
        Assert.True(roster.Current.Law.Certificates.Hold((OfficerUpserted)late.Fact!));
        Assert.Equal(0, readings);
        var known = roster.Current;
        // A reading meets again what was told, and finds nothing new in it.
        await roster.RefreshAsync(Cancel);
        Assert.Same(known, roster.Current);
        // What another process wrote is read with the next reading: to take in what is told here reads nothing.
        await Commit(Event("team.upserted", new { teamId = "T01", name = "n", status = "Active", order = 1 }));
        var lost = Officer("O1", "A3", 1_002);
        await Commit(lost);
        await roster.TakeAsync([lost], Cancel);
        Assert.Empty(roster.Current.Teams);
        await roster.RefreshAsync(Cancel);
        Assert.Equal("n", roster.Current.Teams["T01"].Name);
        Assert.True(roster.Current.Law.Certificates.Hold((OfficerUpserted)lost.Fact!));
        Assert.Equal(2, readings);
        // With nothing written since, nothing is read.
        await roster.RefreshAsync(Cancel);
        Assert.Equal(2, readings);
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);

        async Task Commit(SourceEvent @event)
        {
            // Of the officer with its row, through which its events are found.
            var isOfficer = @event.Kind == "officer";
            row = !isOfficer ? row
                : LedgerSamples.Row(@event.Subject, (row?.Revision ?? 0) + 1, "officer") with { Last = row?.Last ?? 0 };
            await ledger.CommitAsync([new("T01", ++sequence, Noon, [], [], [@event], isOfficer ? [row!] : [], [])], Cancel);
        }
    }

    /// <summary>The ledger is asked for an officer of whom something is told out of order; it may be away just then.</summary>
    [Fact]
    public async Task What_could_not_be_taken_in_is_taken_in_with_the_next_reading()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-roster-").FullName;
        using var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder }));
        await ledger.PrepareAsync(Cancel);
        var isAway = false;
        using var roster = new CurrentRoster(
            new FaultyLedger(ledger, new(1), 0) { Recalled = _ => { if (isAway) { throw new IOException("The ledger is away."); } } },
            TimeProvider.System, NullLogger<CurrentRoster>.Instance);
        var row = LedgerSamples.Row("O1", 1, "officer");
        await ledger.CommitAsync([new("T01", 1, Noon, [], [], [Officer("O1", "A2", 2)], [row], [])], Cancel);
        await roster.RefreshAsync(Cancel);
        var late = Officer("O1", "A1", 1);
        await ledger.CommitAsync([new("T01", 2, Noon, [], [], [late], [row with { Revision = 2 }], [])], Cancel);

        isAway = true;
        await Assert.ThrowsAsync<IOException>(() => roster.TakeAsync([late], Cancel));
        isAway = false;
        await roster.RefreshAsync(Cancel);

        Assert.True(roster.Current.Law.Certificates.Hold((OfficerUpserted)late.Fact!));
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_folded_by_a_roster_that_could_not_be_read_for_long_is_not_fresh()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-roster-").FullName;
        using var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder }));
        await ledger.PrepareAsync(Cancel);
        var clock = new FakeTimeProvider(Noon);
        using var roster = new CurrentRoster(ledger, clock, NullLogger<CurrentRoster>.Instance);
        await roster.RefreshAsync(Cancel);

        clock.Advance(CurrentRoster.FoldsFor);
        Assert.True(roster.IsFresh);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(roster.IsFresh);
        await roster.RefreshAsync(Cancel);
        Assert.True(roster.IsFresh);
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_is_committed_while_the_registers_are_read_is_read_whole()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-roster-").FullName;
        using var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder }));
        await ledger.PrepareAsync(Cancel);
        var (sequence, isLate) = (0L, false);
        // Between the look at how far the teams have come, and the reading.
        var item = Event("item.upserted", new { itemCode = "S77", name = "n", category = "c", level = "l" });
        using var roster = new CurrentRoster(new FaultyLedger(ledger, new(1), 0) { ReadAll = () =>
        {
            if (!isLate)
            {
                isLate = true;
                Commit(item, LawCheckTests.Rules("2027.1", "2020-01-01", "{}")).GetAwaiter().GetResult();
            }
        } }, TimeProvider.System, NullLogger<CurrentRoster>.Instance);
        await Commit(Officer("O1", "A1", 0));

        await roster.RefreshAsync(Cancel);

        Assert.True(isLate);
        Assert.Equal("2027.1", roster.Current.Law.Rules.At(new(2026, 11, 2)).Version);
        Assert.Contains("S77", roster.Current.Items.Keys);
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);

        async Task Commit(params SourceEvent[] events) =>
            await ledger.CommitAsync([new("T01", ++sequence, Noon, [], [], [.. events], [], [])], Cancel);
    }

    [Fact]
    public void What_is_sent_again_or_renamed_is_not_waited_for_and_what_changes_how_others_are_folded_is()
    {
        var edition = CurrentRoster.Read([Team("n"), Bureau("b"), Item(9), Claim("claimed"), Officer("O1", "A1")], 1);

        Assert.All(
            [
                Team("n"), Bureau("b"), Item(9), Claim("claimed"), Officer("O1", "A1", 1), Team("m"), Bureau("c"), Item(9, "m"),
                Claim("unclaimed"),
            ],
            again => Assert.True(edition.FoldsAlikeWith(again)));
        Assert.All(
            [
                Item(8), Item(9, "n", "S78"), Officer("O1", "A2"), Team("n", "T02"), Team("n") with { Operation = Operation.Delete },
                LawCheckTests.Rules("2027.1", "2027-01-01", "{}"),
            ],
            news => Assert.False(edition.FoldsAlikeWith(news)));

        static SourceEvent Team(string name, string id = "T01") =>
            Event("team.upserted", new { teamId = id, name, status = "Active", order = 1 });
        static SourceEvent Bureau(string name) =>
            Event("team.upserted", new { teamId = "330203", name, status = "Jurisdiction", order = 1 });
        static SourceEvent Item(long most, string name = "n", string code = "S77") => Event("item.upserted",
            new { itemCode = code, name, category = "c", level = "l", fines = new[] { new { min = 0, max = most } } });
        static SourceEvent Claim(string what) => Event($"item.{what}", new { itemCode = "S77", day = "2026-11-02" });
    }

    /// <summary>Told piece by piece or read at once, in any order: the register of certificates is the same.</summary>
    [Fact]
    public void Certificates_are_the_same_however_they_were_told() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[0, 2]).Array[1, 12].Sample(told =>
        {
            var events = told.Select((one, index) =>
                Officer("O1", $"A{one.Item2}", one.Item1, (Operation)one.Item3) with { Id = $"o{index}" }).ToList();
            var (registry, all) = (new Registry(), new List<SourceEvent>());
            var edition = RosterEdition.Empty;
            foreach (var @event in events)
            {
                all.Add(@event);
                if (!registry.TryTell(@event))
                {
                    registry.Read(("officer", "O1"), all);
                }

                edition = registry.Edition(edition, FirmCodes.None);
            }

            var whole = CurrentRoster.Read(events, 1);
            return Enumerable.Range(0, 4).All(number => Words("2026-01-01", "2030-01-01").All(day =>
                whole.Law.Certificates.AreEnough([$"A{number}", "B"], Day(day)) == edition.Law.Certificates.AreEnough([$"A{number}", "B"],
                    Day(day))));
        });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static SourceEvent Officer(string id, string certificate, int minute = 0, Operation operation = Operation.Insert) => Event(
        "officer.upserted",
        new { officerId = id, teamId = "T01", post = true, certNo = certificate, certValidFrom = "2025-01-01", certValidTo = "2027-01-01" },
        operation: operation, time: Noon.AddMinutes(minute));
}
