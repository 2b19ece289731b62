using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Reports;
using static Dashboard.Tests.Domain.Reports.ReportStory;

namespace Dashboard.Tests.Domain.Reports;

/// <summary>The examples of SUPERVISION.md §11 that need no ledger, each with its numbers, and what holds of every report.</summary>
public sealed class ReportTests
{
    private static readonly ReportTemplate Template =
        ReportTemplate.Read(Path.Combine(AppContext.BaseDirectory, "seeds", "report-template.json"));

    [Theory]
    [InlineData("2026年处罚2106件，罚没款⟦fines⟧元，⟦noLoss⟧。", "number")]
    [InlineData("2026年处罚⟦penalties⟧件，比上年多３件，罚没款⟦fines⟧元，⟦noLoss⟧。", "number")]
    [InlineData("2026年处罚⟦penalties⟧件，⟦unheardOf⟧。", "figure")]
    [InlineData("2026年罚没款⟦fines⟧元，⟦noLoss⟧。", "locked")]
    [InlineData("2026年处罚⟦penalties⟧件。3月1日按国办发〔2018〕118号第四条修订。", null)]
    public void S11_5_A_person_changes_every_word_and_no_number(string text, string? why)
    {
        var report = Drafted().Edited("2027-01-05 09:00", text);

        Assert.Equal(why, report.Course.Taken[^1].Void);
        Assert.Equal(why is null, report.Course.Sections[1].Text == text);
        Assert.Equal("2006", report.Course.Figures["penalties"].Value);
    }

    [Fact]
    public void S11_5_What_the_ledger_knows_nobody_states_and_what_it_does_not_know_is_marked_as_stated()
    {
        var report = Drafted().Stated("2027-01-05 09:00", "penalties", "2106").Stated("2027-01-05 09:01", "levies", "3")
            .Edited("2027-01-05 09:02", "处罚⟦penalties⟧件，征收⟦levies⟧次。");

        Assert.Equal("known", report.Course.Taken[1].Void);
        Assert.Equal("2006", report.Course.Figures["penalties"].Value);
        Assert.Equal(new("3", "", IsStated: true), report.Course.Figures["levies"]);
        Assert.Null(report.Course.Taken[^1].Void);
    }

    /// <summary>表四: what no ledger knows is stated cell by cell, as numbers, and said again is put right.</summary>
    [Fact]
    public void S11_5_Of_the_tables_only_the_cells_that_no_ledger_knows_are_stated_and_only_as_numbers()
    {
        var report = ReportStory.Drafted(kind: "Tables").Stated("2027-01-05 09:00", "others.levy", "12")
            .Stated("2027-01-05 10:00", "others.levyAmount", "3.25").Stated("2027-01-06 09:00", "others.levy", "13")
            .Stated("2027-01-07 09:00", "others.inspection", "9").Stated("2027-01-07 10:00", "penalties", "9")
            .Stated("2027-01-08 09:00", "others.reward", "2.5").Stated("2027-01-08 10:00", "others.paymentAmount", "1.005")
            .Stated("2027-01-08 11:00", "others.other", "-1");

        Assert.Equal([null, null, null, null, "cell", "cell", "amount", "amount", "amount"],
            report.Course.Taken.Select(static one => one.Void));
        Assert.Equal(["others.levy 13", "others.levyAmount 3.25"], report.Course.Figures.Where(static one => one.Value.IsStated)
            .Select(static one => $"{one.Key} {one.Value.Value}").Order());
        Assert.Equal("edited", report.Course.Stage);
    }

    [Fact]
    public void S11_6_A_rate_two_points_under_the_year_before_is_named_and_its_cause_is_for_people_to_write()
    {
        var draft = new ReportDraft(Template, "", 2020, [new("onPost", "97", "人"), new("certified", "80", "人")],
            [new("M04", "持证率", 82.9, null, 85.1), new("M14", "掌上执法率", 96, 95, 97.9), new("M02", "按时公示率", 99.9, 100, 100)],
            [new("W48", "文件未备案", 3)]);
        var text = draft.Sections.Single(static one => one.Heading.StartsWith('二')).Text.Split('\n');

        Assert.Equal(3, text.Length);
        Assert.StartsWith("一是持证率偏低。截至2020年12月31日，在岗⟦onPost⟧人、持证⟦certified⟧人，持证率为⟦M04⟧%，较上年下降⟦M04.fall⟧个百分点。",
            text[0], StringComparison.Ordinal);
        Assert.Equal("2.2", draft.All["M04.fall"].Value);
        Assert.Contains("原因：〔待填写〕", text[0], StringComparison.Ordinal);
        Assert.StartsWith("二是按时公示率偏低。", text[1], StringComparison.Ordinal);
        Assert.Equal("三是“文件未备案”预警久未解除。截至2020年12月31日，持续90日以上未解除的有⟦W48⟧件。原因：〔待填写〕。下一步：〔待填写〕。", text[2]);
        Assert.Contains("针对持证率偏低、按时公示率偏低、“文件未备案”预警久未解除，", draft.Sections[^1].Text, StringComparison.Ordinal);

        var report = Drafted(gap: text[0].Replace("⟦", "").Replace("⟧", "")).Checked("2027-01-06 09:00");
        Assert.Equal(("blank", "drafted"), (report.Course.Taken[^1].Void, report.Course.Stage));
        report.Edited("2027-01-06 10:00", "持证率偏低。原因：考试未如期举行。", Gaps).Checked("2027-01-06 11:00").Approved("2027-01-07 09:00");
        Assert.Equal("approved", report.Course.Stage);
    }

    [Fact]
    public void S11_7_A_published_figure_that_proves_wrong_is_corrected_and_by_nothing_else()
    {
        var report = Drafted().Published("2027-01-28 09:00").Corrected("2027-03-01 09:00", "2007", "2005");
        Assert.Equal("unpublished", report.Course.Taken[^1].Void);

        report.Corrected("2027-03-01 10:00", "2006", "2005").ThenDrafted("2027-03-02 09:00", penalties: "2004");
        Assert.Equal(("2005", "stage", "published"),
            (report.Course.Figures["penalties"].Value, report.Course.Taken[^1].Void, report.Course.Stage));
    }

    [Theory]
    [InlineData("2027-01-01 00:30", "W53 yellow")]
    [InlineData("2027-01-20 23:59", "W53 yellow")]
    [InlineData("2027-01-21 00:00", "W53 red")]
    [InlineData("2027-01-31 23:59", "W53 red")]
    [InlineData("2027-02-01 00:00", "W53 breach")]
    public void S11_8_The_tables_of_a_year_are_public_by_31_January_though_that_is_a_Sunday(string at, string stands) =>
        Assert.Equal([stands], Drafted(kind: "Tables").Warnings(at));

    [Theory]
    [InlineData("2027-01-29", true)]
    [InlineData("2027-02-01", false)]
    public void S11_8_Published_by_its_day_it_is_in_time(string day, bool isInTime)
    {
        var course = Drafted(kind: "Tables").Published($"{day} 09:00").Course;

        Assert.Equal((new DateOnly(2027, 1, 31), isInTime), (course.PublicBy, course.PublishedOn <= course.PublicBy));
    }

    [Fact]
    public void A_report_of_a_year_before_this_product_has_no_days()
    {
        var report = Drafted("2027-06-01 09:00");

        Assert.Empty(report.Course.Clocks);
        Assert.Null(report.Course.PublicBy);
        Assert.Empty(report.Warnings("2027-06-02 09:00"));
    }

    [Fact]
    public void Drafted_anew_it_has_the_figures_of_now_and_the_words_of_people()
    {
        var report = Drafted().Stated("2027-01-02 08:00", "levies", "3").Edited("2027-01-02 09:00", "处罚⟦penalties⟧件。")
            .ThenDrafted("2027-01-03 09:00", penalties: "2007");

        Assert.Equal(("2007", "3"), (report.Course.Figures["penalties"].Value, report.Course.Figures["levies"].Value));
        Assert.Equal((Section, "处罚⟦penalties⟧件。", true), report.Course.Sections[1]);
        Assert.Equal([Section, Gaps], report.Course.Sections.Skip(1).Select(static one => one.Heading));
    }

    [Fact]
    public void Events_of_a_report_in_any_order_and_repeated_give_one_report()
    {
        var events = Drafted(gap: "〔待填写〕").Edited("2027-01-05 09:00", "没有。", Gaps).Stated("2027-01-06 09:00", "levies", "3")
            .Checked("2027-01-07 09:00").Approved("2027-01-08 09:00").Published("2027-01-09 09:00")
            .Corrected("2027-02-01 09:00", "2006", "2005").Events;
        var expected = Of(events);
        Assert.StartsWith("published", expected, StringComparison.Ordinal);

        Gen.Shuffle(events.Concat(events).ToArray()).Sample(shuffled => Assert.Equal(expected, Of(shuffled)), iter: 200);

        static string Of(IEnumerable<SourceEvent> told)
        {
            var course = (ReportCourse)((DeclaredSubject)Subject.Fold(("report", "REPORT-2026"), [.. told])).CourseBy(SeededLaw.Law);
            return string.Join(' ', course.Stage, course.Figures["penalties"].Value, course.Figures["levies"].Value,
                string.Join('|', course.Sections));
        }
    }

    [Theory]
    [InlineData(null, "0", "", "承办行政许可〔待填写〕件")]
    [InlineData("2558", "2", "，承办行政许可⟦licences⟧件，行政复议案件被纠错⟦reviewsCorrected⟧件。", "")]
    [InlineData("2558", "0", "，承办行政许可⟦licences⟧件，⟦noLoss⟧。", "被纠错⟦")]
    public void A_clause_of_nothing_is_left_out_unless_it_is_always_written(string? licences, string corrected, string with, string without)
    {
        var figures = new List<DraftFigure>
        {
            new("penalties", "0", "件"), new("fines", "0", "元"), new("licences", licences, "件"), new("reviewsCorrected", corrected, "件"),
        };
        figures.AddRange(corrected == "0" ? [new("noLoss", "未发生败诉", "")] : []);
        var text = new ReportDraft(Template, "", 2020, figures, [], []).Sections.Single(static one => one.Heading.StartsWith("（三）")).Text;

        Assert.StartsWith("2020年我局共承办行政处罚⟦penalties⟧件，罚没款总额⟦fines⟧元", text, StringComparison.Ordinal);
        Assert.Contains(with, text, StringComparison.Ordinal);
        Assert.True(licences is null ? text.Contains(without, StringComparison.Ordinal)
            : without.Length == 0 || !text.Contains(without, StringComparison.Ordinal));
        Assert.DoesNotContain("双随机抽查⟦", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_count_of_penalties_fines_or_inspections_is_ever_a_deficiency()
    {
        var counted = Template.Deficiencies.ToString() + string.Concat(new ReportDraft(Template, "", 2020,
            [new("penalties", "1", "件"), new("fines", "1", "元"), new("inspectionsRandom", "1", "次")], [], []).Sections
            .Where(static one => one.Heading.StartsWith('二')).Select(static one => one.Text));

        Assert.DoesNotContain("penalties", counted, StringComparison.Ordinal);
        Assert.DoesNotContain("fines", counted, StringComparison.Ordinal);
        Assert.DoesNotContain("inspections", counted, StringComparison.Ordinal);
    }
}
