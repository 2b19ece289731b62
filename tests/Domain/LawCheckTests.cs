using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Roster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Rule sets and calendars are judged as a whole before they are accepted, as they would lie over what is in force.</summary>
public sealed class LawCheckTests
{
    private static readonly PublishedLaw Seeds = SeededLaw.Edition.Published;

    /// <summary>Parts of a rule set that cannot be, each with what the sentence must name.</summary>
    public static TheoryData<string, string> Broken => new()
    {
        { """{"limits":[{"id":"PEN-03","n":90,"unit":"CD"},{"id":"PEN-03","n":60,"unit":"CD"}]}""", "data.limits PEN-03" },
        { """{"guards":[{"id":"G1"},{"id":"G1"}]}""", "data.guards G1" },
        { """{"warnings":[{"id":"W01"},{"id":"W01"}]}""", "data.warnings W01" },
        {
            """
            {"metrics":[{"id":"M01","numerator":[],"denominator":[],"pending":[]},
            {"id":"M01","numerator":[],"denominator":[],"pending":[]}]}
            """,
            "data.metrics M01"
        },
        { """{"limits":[{"id":"PEN-03","n":2000000000,"unit":"CD"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":3651,"unit":"WD"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":400000,"unit":"M"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":121,"unit":"M"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":11,"unit":"Y"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":1e999,"unit":"CD"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":1.5,"unit":"CD"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":"90","unit":"CD"}]}""", "data.limits PEN-03.n" },
        { """{"limits":[{"id":"PEN-03","n":90,"unit":"week"}]}""", "data.limits PEN-03.unit" },
        { """{"limits":[{"id":"PEN-03","n":90,"unit":3}]}""", "data.limits PEN-03.unit" },
        { """{"limits":[{"id":"PEN-03","n":90,"unit":"CD","from":"1989-12-31"}]}""", "data.limits PEN-03.from" },
        { """{"limits":[{"id":"PEN-03","n":90,"unit":"CD","from":"9999-12-31"}]}""", "data.limits PEN-03.from" },
        { """{"limits":[{"id":"PEN-03","n":90,"unit":"CD","items":{"S14":99999999}}]}""", "data.limits PEN-03.items" },
        { """{"limits":[{"id":"PEN-03","n":90,"unit":"CD","items":["S14"]}]}""", "data.limits PEN-03.items" },
        { """{"limits":[{"n":90}]}""", "data.limits" },
        { """{"limits":{"PEN-03":90}}""", "data.limits" },
        { """{"warnings":[{"id":"W64"}]}""", "data.warnings W64" },
        { """{"warnings":[{"id":"W1"}]}""", "data.warnings W1" },
        { """{"warnings":[{"id":"W01","yellow":2000000000,"unit":"CD"}]}""", "data.warnings W01.yellow" },
        { """{"warnings":[{"id":"W16","red2":-1}]}""", "data.warnings W16.red2" },
        { """{"warnings":[{"id":"W31","breach":1e6}]}""", "data.warnings W31.breach" },
        { """{"metrics":[{"id":"M01","numerator":["imagined"],"denominator":[],"pending":[]}]}""",
            "data.metrics M01.numerator names imagined" },
        { """{"metrics":[{"id":"M01","numerator":[],"denominator":[]}]}""", "data.metrics M01.pending" },
        { """{"metrics":[{"id":"M01","numerator":[],"denominator":[],"pending":[],"unit":"litres"}]}""", "data.metrics M01.unit" },
        { """{"parameters":{"workFrom":"18:00","workTo":"09:00"}}""", "workFrom must be before workTo" },
        { """{"parameters":{"workFrom":"17:30"}}""", "workFrom must be before workTo" },
        { """{"parameters":{"workFrom":"25:00"}}""", "data.parameters.workFrom" },
        { """{"parameters":{"passMark":101}}""", "data.parameters.passMark" },
        { """{"parameters":{"frequencyCap":1001}}""", "data.parameters.frequencyCap" },
        { """{"parameters":{"capByItem":{"S14":-1}}}""", "data.parameters.capByItem" },
        { """{"parameters":{"repeatDays":3000000000}}""", "data.parameters.repeatDays" },
        { """{"parameters":{"watchedSources":"all"}}""", "data.parameters.watchedSources" },
        { """{"parameters":{"suspensionStopsClock":"yes"}}""", "data.parameters.suspensionStopsClock" },
        { """{"parameters":{"unknown":1e999}}""", "data.parameters.unknown" },
        { """{"statistics":{"severity":["Fine","Warning"]}}""", "data.statistics.severity" },
        { """{"statistics":{"inspectionsToCase":"perhaps"}}""", "data.statistics.inspectionsToCase" },
        { """{"effectiveFrom":"2101-01-01"}""", "effectiveFrom" },
        { """{"effectiveFrom":"0001-01-01"}""", "effectiveFrom" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_rule_set_that_cannot_be_is_refused_by_a_sentence_that_names_the_place(string part, string named) =>
        Assert.Contains(named, Refusal(Rules("2027.1", "2027-01-01", part)));

    [Fact]
    public void What_cannot_be_only_together_with_the_rules_in_force_is_refused()
    {
        var many = new JsonArray([.. Enumerable.Range(0,
            490).Select(number => (JsonNode)new JsonObject { ["id"] = $"X{number}", ["n"] = 1, ["unit"] = "CD" })]);

        Assert.Contains("at most 500", Refusal(Rules("2027.1", "2027-01-01", new JsonObject { ["limits"] = many }.ToJsonString())));
    }

    [Fact]
    public void A_partial_rule_set_is_judged_over_the_one_before_it_in_the_same_post()
    {
        var (late, from) = (Rules("2027.1", "2027-01-01", """{"parameters":{"workTo":"20:00"}}"""),
            Rules("2027.2", "2027-02-01", """{"parameters":{"workFrom":"18:00"}}"""));

        Assert.NotNull(Refusal(from));
        Assert.Null(Seeds.With([late]).Problem(from));
    }

    [Fact]
    public void Whole_numbers_may_be_written_with_a_fraction_of_zero() =>
        Assert.Null(Refusal(Rules("2027.1", "2027-01-01", """{"limits":[{"id":"PEN-03","n":60.0,"unit":"CD"}]}""")));

    [Fact]
    public void What_is_taken_back_is_judged_by_nothing() =>
        Assert.Null(Refusal(Rules(SeededLaw.Version, "2015-01-01", "{}", Operation.Delete)));

    [Theory]
    [InlineData("""{"year":2026,"off":["2026-10-01"],"makeUp":[]}""", "2026-01-01")]
    [InlineData("""{"year":2028,"off":["2028-10-01"],"makeUp":["2028-10-01"]}""", "2028-10-01")]
    [InlineData("""{"year":2028,"off":["2027-11-30"],"makeUp":[]}""", "2027-11-30")]
    [InlineData("""{"year":2028,"off":["2029-02-01"],"makeUp":[]}""", "2029-02-01")]
    [InlineData("""{"year":1989,"off":[],"makeUp":[]}""", "1990")]
    public void A_calendar_that_drops_or_contradicts_itself_is_refused(string data, string named) =>
        Assert.Contains(named, Refusal(Calendar(data)));

    [Fact]
    public void A_calendar_may_name_days_of_the_December_before_and_the_January_after()
    {
        var notice = Calendar("""{"year":2028,"off":["2027-12-31","2028-01-01"],"makeUp":["2029-01-06"]}""");

        Assert.Null(Refusal(notice));
        var calendar = Seeds.With([notice]).Calendar;
        Assert.False(calendar.IsWorkday(Day("2027-12-31")));
        Assert.True(calendar.IsWorkday(Day("2029-01-06")));
    }

    [Fact]
    public void A_published_notice_may_be_replaced_by_one_that_names_all_its_days_and_after_it_was_taken_back_by_any()
    {
        var published = SeededLaw.Events.Single(@event => @event is { Kind: "calendar", Subject: "2026" });
        var longer = JsonNode.Parse(published.Data)!.AsObject();
        longer["off"]!.AsArray().Add("2026-12-25");
        var shorter = Calendar("""{"year":2026,"off":["2026-10-01"],"makeUp":[]}""");

        Assert.Null(Refusal(Event("calendar.published", longer)));
        Assert.Null(Seeds.With([Event("calendar.published", new { year = 2026 }, operation: Operation.Delete)]).Problem(shorter));
    }

    [Fact]
    public void What_is_recorded_already_is_not_judged_again()
    {
        Assert.All(SeededLaw.Events, @event => Assert.Null(Refusal(@event)));
        Assert.Same(Seeds, Seeds.With(SeededLaw.Events));
    }

    private static string? Refusal(SourceEvent @event)
    {
        using var table = JsonTable.Rent();
        var data = table.ReadStored(@event.Data);
        Facts.Read(Facts.Find(@event.Type)!, @event.Operation, Noon, Noon, data, out var problem);
        return problem ?? Seeds.Problem(@event);
    }

    internal static SourceEvent Rules(string version, string from, string part, Operation operation = Operation.Insert)
    {
        var data = JsonNode.Parse(part, documentOptions: default)!.AsObject();
        data["version"] = version;
        data["effectiveFrom"] ??= from;
        return Event("rules.published", data, operation: operation);
    }

    private static SourceEvent Calendar(string data) => Event("calendar.published", JsonNode.Parse(data)!.AsObject());
}
