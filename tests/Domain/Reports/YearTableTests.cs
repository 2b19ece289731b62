using System.Text;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Inspections;
using Dashboard.Grains.Domain.Licences;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Reports.Tables;
using Dashboard.Grains.Intake;
using Dashboard.Seeds.Demo;
using Dashboard.Tests.Seeds;
using Dashboard.Web.Ingest;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.Reports;

/// <summary>The yearly tables (SUPERVISION.md §11): which act stands in which cell.</summary>
public sealed class YearTableTests
{
    private static readonly StatisticsTerms Terms = SeededLaw.Law.Rules.At(Day("2026-11-02")).Statistics;

    [Fact]
    public void Supervision_11_3_A_decision_stands_once_under_its_heaviest_kind_with_both_parts_of_its_money()
    {
        var warned = Fold(Decision("C1", "2020-05-06", ["Warning", "Fine"], fine: 20_000));
        var confiscated = Fold(Decision("C2", "2020-05-07", ["Fine", "ConfiscateGains"], fine: 300_000, confiscated: 4_550));

        var table = PenaltyTable.Of([(PenaltyCase)warned, (PenaltyCase)confiscated], 2020, Terms);

        Assert.Equal(["fine C1 1", "confiscation C2 1", "total C1 1", "total C2 1", "amount C1 20000", "amount C2 304550"],
            Cells(table, "district"));
        Assert.Equal(324_550, table.Find("district.amount")!.Amount);
        Assert.Empty(Cells(table, "city"));
    }

    [Theory]
    [InlineData("warning", "Criticism", "Warning")]
    [InlineData("suspension", "Fine", "SuspendPermit", "ConfiscateGoods")]
    [InlineData("suspension", "Downgrade", "Fine")]
    [InlineData("revocation", "SuspendPermit", "RevokePermit")]
    [InlineData("restriction", "RestrictActivity", "RevokePermit")]
    [InlineData("closure", "OrderStop", "RestrictActivity")]
    [InlineData("closure", "RestrictPractice", "Fine")]
    [InlineData("warning", "训诫", "Warning")]
    [InlineData("other", "训诫")]
    public void A_kind_with_a_name_stands_before_the_others(string column, params string[] kinds)
    {
        var fine = kinds.Contains("Fine") ? 100 : 0;
        var table = PenaltyTable.Of([(PenaltyCase)Fold(Decision("C1", "2020-05-06", kinds, fine))], 2020, Terms);

        Assert.Equal([column, "total"], Cells(table, "district").Select(cell => cell.Split(' ')[0]).Where(name => name != "amount"));
    }

    [Fact]
    public void The_order_of_kinds_is_data_of_the_rule_set()
    {
        var reversed = SeededLaw.Edition.Published.With([LawCheckTests.Rules("2027.1", "2027-01-01",
            """
            {"statistics":{"severity":["RestrictPractice","OrderClose","OrderStop","RestrictActivity","RevokePermit","Downgrade",
            "SuspendPermit","ConfiscateGoods","ConfiscateGains","Fine","Criticism","Warning"],"inspectionsToCase":"counted"}}
            """)]).Rules.At(Day("2027-01-02")).Statistics;
        var @case = (PenaltyCase)Fold(Decision("C1", "2020-05-06", ["Fine", "RevokePermit"], fine: 100));

        Assert.Equal(1, PenaltyTable.Of([@case], 2020, Terms).Find("district.revocation")!.Amount);
        Assert.Equal(1, PenaltyTable.Of([@case], 2020, reversed).Find("district.fine")!.Amount);
        Assert.Equal((false, true), (Terms.CountsInspectionsToCase, reversed.CountsInspectionsToCase));
    }

    [Fact]
    public void What_was_decided_in_another_name_stands_beside_and_a_town_only_where_there_is_one()
    {
        PenaltyCase[] cases =
        [
            (PenaltyCase)Fold(Filed("C1", on: "2020-04-01", authority: "City"), Decision("C1", "2020-05-06", ["Fine"], 100)),
            (PenaltyCase)Fold(Filed("C2", on: "2020-04-01"), Decision("C2", "2020-05-06", ["Fine"], 200)),
            (PenaltyCase)Fold(Filed("C3", on: "2020-04-01", authority: "City"), Decision("C3", "2020-05-06", ["Fine"], 400, by: "区局")),
        ];
        var town = (PenaltyCase)Fold(Decision("C4", "2020-05-06", ["Fine"], 800, by: "石碶街道办事处"));

        var (without, with) = (PenaltyTable.Of(cases, 2020, Terms), PenaltyTable.Of([.. cases, town], 2020, Terms));

        Assert.Equal(["district", "city", "all"], without.Rows.Select(row => row.Id));
        Assert.Equal((600, 100, 700), (without.Find("district.amount")!.Amount, without.Find("city.amount")!.Amount,
            without.Find("all.amount")!.Amount));
        Assert.Equal(["district", "city", "others", "all"], with.Rows.Select(row => row.Id));
        Assert.Equal((600, 800, 1_500), (with.Find("district.amount")!.Amount, with.Find("others.amount")!.Amount,
            with.Find("all.amount")!.Amount));
    }

    [Fact]
    public void A_filing_that_is_told_last_says_in_whose_name_every_decision_is()
    {
        var @case = (PenaltyCase)Fold(Decision("C1", "2020-05-06", ["Fine"], 100), Decision("C1", "2020-09-01", ["Fine"], 200, doc: "D2"),
            Filed("C1", on: "2020-04-01", authority: "City", seq: 9));

        Assert.Equal((0, 300), (PenaltyTable.Of([@case], 2020, Terms).Find("district.amount")!.Amount,
            PenaltyTable.Of([@case], 2020, Terms).Find("city.amount")!.Amount));
        Assert.Equal(["penaltiesForCity 2020-05-06 1", "penaltiesForCity 2020-09-01 1"],
            Counts(@case).Where(count => count.StartsWith("penaltiesForCity", StringComparison.Ordinal)));
    }

    [Fact]
    public void Supervision_11_4_Inspections_that_became_cases_are_counted_or_not_as_the_rule_set_says_and_patrols_never()
    {
        var (inspections, patrols) = InspectionsOf2020();
        var told = inspections.FindAll(one => one.Completed?.On.Year == 2020);
        var became = told.Count(one => one.Completed!.Result == InspectionResult.ToCase);

        Assert.Equal(330, told.Count);
        Assert.True(became > 0 && patrols > 0);
        Assert.Equal(330 - became, OtherTable.Of(inspections, 2020, Terms).Find("district.inspection")!.Amount);
        Assert.Equal(330,
            OtherTable.Of(inspections, 2020, Terms with { CountsInspectionsToCase = true }).Find("district.inspection")!.Amount);
    }

    [Fact]
    public void An_inspection_without_its_record_is_none_until_the_record_is_there_and_what_no_ledger_knows_is_to_be_stated()
    {
        var bare = Event("inspection.completed",
            new { actNo = "I1", endedAt = "2026-11-02T11:00:00+08:00", result = "NoProblem", recordAttached = false });
        var record = Event("record.attached", new { subjectType = "inspection", subjectId = "I1", media = "Text", sha256 = "x" });

        Assert.Equal(0, Counted(Started(), bare));
        Assert.Equal(1, Counted(Started(), bare, record));
        Assert.Equal(9, OtherTable.Of([], 2026, Terms).Rows[0].Cells.Count(cell => cell.Unit == TableUnit.Stated));

        static long Counted(params SourceEvent[] events) =>
            OtherTable.Of([(Inspection)Fold(events)], 2026, Terms).Find("district.inspection")!.Amount;
    }

    [Fact]
    public void Supervision_11_7_A_penalty_of_2020_that_is_annulled_in_2021_stays_in_the_table_of_2020()
    {
        var annulled = (PenaltyCase)Fold(Decision("C1", "2020-05-06", ["Fine"], 20_000),
            Event("decision.published", new { subjectType = "case", subjectId = "C1", day = "2020-05-08", url = "u" }),
            Event("decision.withdrawn", new { subjectType = "case", subjectId = "C1", day = "2021-02-01", reason = "本机关自行撤销处罚决定" },
                time: Noon.AddHours(1)));

        Assert.Equal(Day("2021-02-01"), annulled.AnnulledOn);
        Assert.Equal((1, 20_000), (PenaltyTable.Of([annulled], 2020, Terms).Find("district.total")!.Amount,
            PenaltyTable.Of([annulled], 2020, Terms).Find("district.amount")!.Amount));
        Assert.Equal(0, PenaltyTable.Of([annulled], 2021, Terms).Find("all.total")!.Amount);
    }

    [Fact]
    public void A_decision_made_again_is_another_one_and_one_that_was_taken_back_upstream_is_none()
    {
        var first = Decision("C1", "2020-05-06", ["Fine"], 100);
        var again = (PenaltyCase)Fold(first, Decision("C1", "2021-06-01", ["Warning"], doc: "D2"));
        var taken = (PenaltyCase)Fold(first,
            Event("case.decided", new { caseId = "C1", docNo = "D1" }, operation: Operation.Delete, time: Noon.AddHours(1)));

        Assert.Equal(["fine C1 1", "total C1 1", "amount C1 100"], Cells(PenaltyTable.Of([again], 2020, Terms), "district"));
        Assert.Equal(["warning C1 1", "total C1 1"], Cells(PenaltyTable.Of([again], 2021, Terms), "district"));
        Assert.Empty(Cells(PenaltyTable.Of([taken], 2020, Terms), "all"));
    }

    /// <summary>The long form: what a case came to besides its decision, and the reviews and lawsuits of penalties alone.</summary>
    [Fact]
    public void The_long_form_has_every_kind_by_itself_and_what_became_of_cases()
    {
        PenaltyCase[] cases =
        [
            (PenaltyCase)Fold(Filed("C1", on: "2020-04-01", seq: 1), Decision("C1", "2020-05-06", ["Fine", "ConfiscateGoods"], 100, 50),
                Event("case.closed", new { caseId = "C1", day = "2021-01-08", reason = "r" }, time: Noon.AddHours(1))),
            (PenaltyCase)Fold(Filed("C2", on: "2020-04-02", authority: "City", seq: 1),
                Event("case.noPenalty", new { caseId = "C2", decidedOn = "2020-06-01", reason = "r" }, time: Noon.AddHours(1))),
            (PenaltyCase)Fold(Filed("C3", on: "2019-12-30", seq: 1),
                Event("case.transferred", new { caseId = "C3", day = "2020-02-01", target = "Police" }, time: Noon.AddHours(1))),
        ];
        var review = (Review)Fold(Docket("review.received", "V1", "2020-07-01"), Docket("review.concluded", "V1", "2021-01-04", "Revoked"));
        var other = (Review)Fold(Event("review.received",
            new { docketNo = "V2", subjectType = "licence", subjectId = "L1", day = "2020-07-01" }));
        var lawsuit = (Lawsuit)Fold(Docket("lawsuit.served", "S1", "2020-08-03"), Docket("lawsuit.judged", "S1", "2020-11-02", "revoked"));

        var (of2020, of2021) = (PenaltyLongTable.Of(cases, [review, other], [lawsuit], 2020, Terms),
            PenaltyLongTable.Of(cases, [review, other], [lawsuit], 2021, Terms));

        Assert.Equal(["filed C1 1", "confiscateGoods C1 1", "total C1 1", "amount C1 150", "transferred C3 1", "reviewed V1 1", "sued S1 1",
            "lost S1 1"], Cells(of2020, "district"));
        Assert.Equal(["filed C2 1", "noPenalty C2 1"], Cells(of2020, "city"));
        Assert.Equal(["closed C1 1", "corrected V1 1"], Cells(of2021, "all"));

        static SourceEvent Docket(string type, string docketNo, string day, string? outcome = null) =>
            Event(type, new { docketNo, subjectId = "C1", day, outcome }, time: Shanghai.Midnight(Day(day)));
    }

    [Fact]
    public void Licences_count_at_each_step_and_an_application_nobody_told_of_when_it_was_accepted()
    {
        Licence[] licences =
        [
            (Licence)Fold(Step("L1", "applied", "2019-12-30"), Step("L1", "accepted", "2020-01-02"), Step("L1", "decided", "2020-01-09")),
            (Licence)Fold(Step("L2", "accepted", "2020-02-03"), Step("L2", "decided", "2020-02-04", "不予变更")),
            (Licence)Fold(Step("L3", "accepted", "2020-02-03"), Step("L3", "decided", "2020-02-04", "准予延续"),
                Step("L3", "revoked", "2020-09-01")),
            (Licence)Fold(Step("L4", "applied", "2020-03-01")),
            (Licence)Fold(Step("L5", "accepted", "2020-03-01"), Step("L5", "decided", "2020-03-04", "撤回申请")),
        ];

        Assert.Equal(["applied L2 1", "applied L3 1", "applied L4 1", "applied L5 1", "accepted L1 1", "accepted L2 1", "accepted L3 1",
            "accepted L5 1", "granted L1 1", "granted L3 1", "refused L2 1", "revoked L3 1"],
            Cells(LicenceTable.Of(licences, 2020), "district"));
        Assert.Equal(["applied L1 1"], Cells(LicenceTable.Of(licences, 2019), "district"));
        Assert.Equal(("applied", "revoked"), (licences[3].Stage, licences[2].Stage));
    }

    [Theory]
    [InlineData("Detain", "seize")]
    [InlineData("暂扣车辆", "seize")]
    [InlineData("查封场所", "seal")]
    [InlineData("冻结存款", "freeze")]
    [InlineData("约束", "otherMeasure")]
    public void A_measure_stands_in_the_column_its_words_mean(string kind, string column)
    {
        var @case = (PenaltyCase)Fold(Event("case.measureTaken", new { caseId = "C1", kind, day = "2020-04-02", until = "2020-05-02" }));

        Assert.Equal([$"{column} C1 1", "total C1 1"], Cells(CompulsionTable.Of([@case], 2020), "district"));
    }

    [Fact]
    public void Enforcement_counts_when_it_is_completed_or_ended_and_the_court_when_it_is_asked()
    {
        var @case = (PenaltyCase)Fold(Filed("C1", on: "2019-11-01", authority: "City"), Decision("C1", "2019-12-20", ["Fine"], 100),
            Event("case.enforced", new { caseId = "C1", day = "2020-03-02", kind = "Substitute", outcome = "Completed" }),
            Event("case.enforced", new { caseId = "C1", day = "2020-04-02", kind = "Surcharge", outcome = "Ended" }),
            OnCase("case.courtApplied", "2020-06-01"));

        var table = CompulsionTable.Of([@case], 2020);

        Assert.Empty(Cells(table, "district"));
        Assert.Equal(["surcharge C1 1", "substitute C1 1", "court C1 1", "total C1 1", "total C1 1", "total C1 1"], Cells(table, "city"));
        Assert.Equal("executing", @case.Stage);
    }

    [Fact]
    public void Certificates_are_those_of_the_last_day_of_the_year()
    {
        Officer[] officers =
        [
            (Officer)Fold(Registered("O1", "T02", "Z1", "2020-12-31")), (Officer)Fold(Registered("O2", "T01", "Z2", "2020-12-30")),
            (Officer)Fold(Registered("O3", "T01", null, null)), (Officer)Fold(Registered("O4", "T01", "Z4", null)),
            (Officer)Fold(Event("officer.upserted", new { officerId = "O5", teamId = "T01", post = false, status = "Active" })),
        ];

        var table = CertificateTable.Of(officers, ["T01", "T02", "T03"], officer => officer.DeclaredTeam!, Day("2020-12-31"));

        Assert.Equal(["T01 3 1 1/3", "T02 1 1 1/1", "all 4 2 2/4"], table.Rows.Select(row =>
            $"{row.Id} {row.Cells[0].Amount} {row.Cells[1].Amount} {row.Cells[2].Amount}/{row.Cells[2].Entries.Count}"));

        static SourceEvent Registered(string officerId, string teamId, string? certNo, string? certValidTo) =>
            Event("officer.upserted", new { officerId, teamId, post = true, status = "Active", certNo, certValidTo });
    }

    /// <summary>The cells of a row that hold something, each subject in them: <c>fine C1 1</c>.</summary>
    private static IEnumerable<string> Cells(YearTable table, string row) => table.Rows.Where(one => one.Id == row)
        .SelectMany(one => one.Cells)
        .SelectMany(cell => cell.Entries.Select(entry => $"{cell.Column} {entry.Subject.Id} {entry.Amount}"));

    private static SourceEvent Decision(string caseId, string on, string[] kinds, long fine = 0, long confiscated = 0, string? by = null,
        string doc = "D1") => Event("case.decided", new
        {
            caseId, docNo = doc, decidedOn = on, kinds, fine, confiscated, decidingAuthority = by, disclosureRequired = true,
        });

    private static SourceEvent Step(string applicationNo, string step, string day, string? outcome = null) =>
        Event($"licence.{step}", new { applicationNo, day, itemCode = "S02", outcome, reason = "r" });

    /// <summary>The inspections of the story's 2020, and how many patrols it tells beside them.</summary>
    private static (List<Inspection> Inspections, int Patrols) InspectionsOf2020()
    {
        var reader = new EventReader(TimeProvider.System);
        var events = new List<SourceEvent>();
        var patrols = 0;
        foreach (var told in new DemoStory(StoryReading.Seeds).Events(StoryReading.First, new(2021, 3, 31)))
        {
            // Reading each event as the product does takes long: only those of inspections are wanted.
            var text = Encoding.UTF8.GetString(told);
            patrols += text.Contains("enforcement.patrol.reported", StringComparison.Ordinal) ? 1 : 0;
            if (text.Contains("\"actNo\"", StringComparison.Ordinal) || text.Contains("\"inspection\"", StringComparison.Ordinal))
            {
                events.AddRange(reader.Read(told, BodyFormat.One).Select(one => one.Event!).Where(one => one.Kind == "inspection"));
            }
        }

        return ([.. events.GroupBy(one => one.Subject).Select(one => (Inspection)Subject.Fold(new("inspection", one.Key), one))], patrols);
    }
}
