using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>The one true order of facts, and corrections (DOMAIN.md §14.1 V3, V7).</summary>
public sealed class ChronicleTests
{
    private static readonly Gen<SourceEvent> AnyFact =
        from kind in Gen.Int[0, 5]
        from receipt in Gen.Int[0, 2]
        from amount in Gen.Int[1, 9]
        from seq in Gen.Int[0, 4]
        from minute in Gen.Int[0, 3]
        from operation in Gen.Frequency((4, Gen.Const(Operation.Insert)), (2, Gen.Const(Operation.Update)),
            (2, Gen.Const(Operation.Delete)))
        select Fact(kind, receipt, amount, seq, minute, operation);

    [Fact]
    public void Facts_in_any_order_leave_the_same_state() =>
        Gen.Select(AnyFact.Array[1, 8], Gen.Int).Sample((facts, seed) =>
        {
            var shuffled = facts.ToArray();
            new Random(seed).Shuffle(shuffled);

            return Chronicle.Live(facts).Select(fact => fact.Id).SequenceEqual(Chronicle.Live(shuffled).Select(fact => fact.Id))
                && Counts(Fold(facts)).SequenceEqual(Counts(Fold(shuffled)))
                && Fold(facts).Stage == Fold(shuffled).Stage;
        });

    [Fact]
    public void A_correction_with_the_same_key_replaces_the_fact() =>
        Assert.Equal(["openFiled 2026-11-03 1", "paidFen 2026-11-03 7", "paidFen 2026-11-03 9"],
            Paid(Pay("R1", 5, 1), Pay("R2", 9, 2), Pay("R1", 7, 3, Operation.Update)));

    [Fact]
    public void A_correction_without_a_key_replaces_the_last_fact_of_its_type() =>
        Assert.Equal(["openFiled 2026-11-03 1", "paidFen 2026-11-03 5", "paidFen 2026-11-03 7"],
            Paid(Pay(null, 5, 1), Pay(null, 9, 2), Pay(null, 7, 3, Operation.Update)));

    [Fact]
    public void A_deletion_by_key_takes_back_that_fact_and_no_other() =>
        Assert.Equal(["openFiled 2026-11-03 1", "paidFen 2026-11-03 9"],
            Paid(Pay("R1", 5, 1), Pay("R2", 9, 2), Pay("R1", 5, 3, Operation.Delete)));

    [Fact]
    public void A_deletion_that_names_only_its_key_takes_back_that_fact_and_no_other()
    {
        var bare = Event("case.paid", new { caseId = "C1", receiptNo = "R1" }, 3, Operation.Delete);

        Assert.Equal(["openFiled 2026-11-03 1", "paidFen 2026-11-03 9"], Paid(Pay("R1", 5, 1), Pay("R2", 9, 2), bare));
    }

    [Fact]
    public void A_deletion_of_a_fact_that_has_not_come_takes_back_no_other() =>
        Assert.Equal(["openFiled 2026-11-03 1", "paidFen 2026-11-03 9"], Paid(Pay("R2", 9, 2), Pay("R1", 5, 3, Operation.Delete)));

    [Fact]
    public void A_deletion_that_came_before_its_fact_still_takes_it_back() =>
        Assert.Equal(["openFiled 2026-11-03 1", "paidFen 2026-11-03 9"],
            Paid(Pay("R1", 5, 3, Operation.Delete), Pay("R2", 9, 2), Pay("R1", 5, 1)));

    [Fact]
    public void A_deletion_need_not_repeat_the_data() =>
        Assert.Empty(Paid(Filed(seq: 1), Event("case.filed", new { caseId = "C1" }, 2, Operation.Delete)));

    [Fact]
    public void The_order_upstream_gives_outranks_the_time()
    {
        var first = Filed(on: "2026-11-02", seq: 1) with { Time = Noon.AddDays(5) };
        var second = Filed(on: "2026-11-04", seq: 2) with { Time = Noon };

        Assert.Equal(["casesFiled 2026-11-04 1", "openFiled 2026-11-04 1"], Counts(Fold(first, second)));
    }

    [Fact]
    public void A_suspension_corrected_after_the_case_was_resumed_does_not_suspend_it_again()
    {
        var suspended = Event("case.suspended", new { caseId = "C1", day = "2026-11-03" }, 2);
        var resumed = Event("case.resumed", new { caseId = "C1", day = "2026-11-05" }, 3);
        var corrected = Event("case.suspended", new { caseId = "C1", day = "2026-11-04" }, 4, Operation.Update);

        Assert.Equal("filed", Fold(Filed(seq: 1), suspended, resumed, corrected).Stage);
    }

    [Fact]
    public void The_team_in_the_data_outranks_the_one_that_routes()
    {
        var routed = Event("case.closed", new { caseId = "C1", day = "2026-11-08", reason = "r" }, 9, team: "T09");

        Assert.Equal("T01", Fold(Filed(team: "T01", seq: 1), routed).DeclaredTeam);
        Assert.Equal("T09", Fold(routed).DeclaredTeam);
        Assert.Equal("T02", Fold(Filed(team: "T01", seq: 1), Filed(team: "T02", seq: 2, operation: Operation.Update), routed).DeclaredTeam);
    }

    private static SourceEvent Fact(int kind, int receipt, int amount, long seq, int minute, Operation operation) => kind switch
    {
        0 => Filed(on: $"2026-11-0{amount}", seq: seq, operation: operation),
        1 => Event("case.suspended", new { caseId = "C1", day = $"2026-11-0{amount}" }, seq, operation, Noon.AddMinutes(minute)),
        2 => Event("case.resumed", new { caseId = "C1", day = $"2026-11-0{amount}" }, seq, operation, Noon.AddMinutes(minute)),
        3 => Pay(null, amount, seq, operation, minute),
        _ => Pay($"R{receipt}", amount, seq, operation, minute),
    };

    private static SourceEvent Pay(string? receipt, int amount, long seq, Operation operation = Operation.Insert, int minute = 0) =>
        Event("case.paid", new { caseId = "C1", amount, paidOn = "2026-11-03", kind = "Fine", receiptNo = receipt }, seq, operation,
            Noon.AddMinutes(minute));

    private static string[] Paid(params SourceEvent[] events) => Counts(Fold(events));
}
