using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>
/// The guards of a decision (DOMAIN.md §6.2): a lawful case passes all; each omission fails its own, and no event is refused.
/// </summary>
public sealed class GuardTests
{
    private static readonly Dictionary<string, SourceEvent> Lawful = new()
    {
        ["filed"] = Filed(on: "2026-07-06"),
        ["closed"] = OnCase("case.investigationClosed", "2026-07-20"),
        ["reviewed"] = Event("case.legalReviewed", new { caseId = "C1", day = "2026-07-21", outcome = "Passed", reviewerId = "R1" }),
        ["noticed"] = Event("case.noticeServed", new { caseId = "C1", docNo = "N", servedOn = "2026-07-22", hearingRight = false }),
        ["recorded"] = Record("Text", "00"),
        ["decided"] = Decided(on: "2026-07-30"),
    };

    [Fact]
    public void A_lawful_decision_passes_every_guard() =>
        Assert.Equal(["G1", "G10", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9"],
            Guards([.. Lawful.Values]).Where(guard => guard.Value).Select(guard => guard.Key).Order(StringComparer.Ordinal));

    public static TheoryData<string, string> Failures => new()
    {
        { "G1", "filed after the decision" }, { "G2", "no notice" }, { "G2", "within the five days" }, { "G3", "hearing not held" },
        { "G3", "hearing after the decision" }, { "G4", "no review" },
        { "G4", "returned" }, { "G4", "reviewed by an officer of the case" }, { "G4", "reviewed after the decision" },
        { "G5", "revocation not discussed" }, { "G6", "one officer" }, { "G6", "the same officer twice" },
        { "G7", "too late" }, { "G8", "above the range" }, { "G10", "no record" }, { "G10", "seized and not filmed" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void What_is_left_out_fails_its_guard_and_no_other(string guard, string what)
    {
        var told = new Dictionary<string, SourceEvent>(Lawful);
        switch (what)
        {
            case "filed after the decision": told["filed"] = Filed(on: "2026-07-31"); break;
            case "no notice": told.Remove("noticed"); break;
            case "within the five days": told["decided"] = Decided(on: "2026-07-29"); break;
            case "hearing not held": told["asked"] = OnCase("case.hearingRequested", "2026-07-23"); break;
            case "hearing after the decision":
                told["asked"] = OnCase("case.hearingRequested", "2026-07-23");
                told["held"] = OnCase("case.hearingHeld", "2026-08-03");
                told["filmed"] = Record("Video", "01");
                break;
            case "no review": told.Remove("reviewed"); break;
            case "returned":
                told["reviewed"] = Event("case.legalReviewed",
                    new { caseId = "C1", day = "2026-07-21", outcome = "Returned", reviewerId = "R1" });
                break;
            case "reviewed by an officer of the case":
                told["reviewed"] = Event("case.legalReviewed",
                    new { caseId = "C1", day = "2026-07-21", outcome = "Passed", reviewerId = "A00001" });
                break;
            case "reviewed after the decision":
                told["reviewed"] = Event("case.legalReviewed",
                    new { caseId = "C1", day = "2026-07-31", outcome = "Passed", reviewerId = "R1" });
                break;
            case "revocation not discussed":
                told["decided"] = Event("case.decided",
                    new { caseId = "C1", docNo = "D1", decidedOn = "2026-07-30", kinds = Words("RevokePermit"), fine = 0, confiscated = 0,
                        disclosureRequired = true });
                break;
            case "one officer": told["filed"] = FiledBy("A00001"); break;
            case "the same officer twice": told["filed"] = FiledBy("A00001", "A00001"); break;
            case "too late": told["decided"] = Decided(on: "2026-10-12"); break;
            case "above the range": told["decided"] = Decided(fine: 99_999_900, on: "2026-07-30"); break;
            case "no record": told.Remove("recorded"); break;
            default:
                told["seized"] = Event("case.measureTaken",
                    new { caseId = "C1", kind = "Detain", day = "2026-07-06", until = "2026-08-05" });
                break;
        }

        Assert.Equal([guard], Guards([.. told.Values]).Where(guard => !guard.Value).Select(guard => guard.Key));
    }

    [Fact]
    public void A_waiver_or_a_statement_makes_the_five_days_unneeded()
    {
        var waived = Event("case.noticeServed",
            new { caseId = "C1", docNo = "N", servedOn = "2026-07-22", hearingRight = false, waivedOn = "2026-07-22" });
        var told = new Dictionary<string, SourceEvent>(Lawful) { ["noticed"] = waived, ["decided"] = Decided(on: "2026-07-23"),
            ["stated"] = OnCase("case.statementMade", "2026-07-23") };

        Assert.True(Guards([.. told.Values])["G2"]);
        told["noticed"] = Lawful["noticed"];
        Assert.True(Guards([.. told.Values])["G2"]);
        told.Remove("stated");
        Assert.False(Guards([.. told.Values])["G2"]);
    }

    [Fact]
    public void On_the_spot_two_officers_are_all_that_is_guarded()
    {
        var decided = Event("case.onSpotDecided",
            new { caseId = "C9", docNo = "D", teamId = "T01", party = Company, decidedOn = "2026-07-06", kinds = Words("Warning"), fine = 0,
                officers = Officers, primaryItemCode = "S14" });

        Assert.Equal(new Dictionary<string, bool> { ["G6"] = true }, Guards(decided));
    }

    private static Dictionary<string, bool> Guards(params SourceEvent[] told) =>
        Fold(told).Judge(SeededLaw.Law).Guards.ToDictionary(guard => guard.Id, guard => guard.Passed);

    private static SourceEvent Record(string media, string sha256) =>
        Event("record.attached",
            new { subjectType = "case", subjectId = "C1", media, startedAt = "2026-07-10T09:00:00+08:00", seconds = 1, sha256 },
            time: new DateTimeOffset(2026, 7, 10, 9, 0, 0, TimeSpan.FromHours(8)));

    private static SourceEvent FiledBy(params string[] certificates) => Event("case.filed", new
    {
        caseId = "C1", caseNo = "N", teamId = "T01", decidingAuthority = "District", procedure = "Ordinary", primaryItemCode = "S14",
        party = Company, filedOn = "2026-07-06", officers = certificates.Select(certNo => new { certNo }),
    });
}
