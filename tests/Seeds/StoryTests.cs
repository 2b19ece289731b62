using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Seeds.Demo;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Seeds;

public sealed partial class StoryTests(WholeStory story) : IClassFixture<WholeStory>
{
    private const string UsccAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SeedWorkdays Calendar = new(new SeedFiles(StoryReading.Seeds).Calendar);

    [Fact]
    public void Every_event_is_a_whole_envelope_with_a_unique_id_and_a_rising_sequence()
    {
        var ids = new HashSet<string>();
        var sequences = new Dictionary<string, long>();
        var last = DateTimeOffset.MinValue;
        foreach (var told in story.Read())
        {
            Assert.Equal("1.0", told.Text("specversion"));
            Assert.Matches(@"^enforcement\.[a-zA-Z]+\.[a-zA-Z]+\.v1$", told.Text("type"));
            Assert.Equal("i", told.Text("op"));
            Assert.Matches("^T(0[1-9]|10)$", told.Text("teamid"));
            Assert.Matches("^(S[0-3][0-9]|unclassified)$", told.Text("itemcode"));
            Assert.True(told.Data().GetProperty("synthetic").GetBoolean());
            Assert.True(ids.Add(told.Text("source") + " " + told.Text("id")), told.Text("id"));

            // A publication that is recorded late is overtaken by what came after it.
            var isLate = told.Instant("recordedat") - told.Instant("time") > TimeSpan.FromDays(1);
            var seq = told.GetProperty("seq").GetInt64();
            Assert.True(isLate || seq > sequences.GetValueOrDefault(told.Text("subject")), $"{told.Text("id")} has seq {seq}");
            sequences[told.Text("subject")] = Math.Max(seq, sequences.GetValueOrDefault(told.Text("subject")));

            var recorded = told.Instant("recordedat");
            Assert.True(recorded >= last, $"{told.Text("id")} is out of order");
            Assert.InRange(recorded - told.Instant("time"), TimeSpan.FromSeconds(1),
                isLate ? TimeSpan.FromDays(15) : TimeSpan.FromMinutes(10));
            last = recorded;
        }

        Assert.InRange(ids.Count, 100_000, 200_000);
    }

    [Theory]
    [InlineData("2020-01-02")]
    [InlineData("2023-02-28")]
    [InlineData("2026-11-23")]
    public void Nothing_is_dated_after_the_last_day(string day)
    {
        var through = DateOnly.Parse(day, CultureInfo.InvariantCulture);
        // What is planned or granted may lie ahead.
        string[] future = ["start", "due", "newDue", "until", "rectifyDue", "end", "effectiveFrom", "certValidTo", "retiresOn", "examOn",
            "expectedIssueOn", "validTo", "to"];

        foreach (var told in StoryReading.Through(through))
        {
            // Service by public notice counts thirty days after the notice goes up.
            var byNotice = told.Data().TryGetProperty("noticeStartedOn", out _);
            foreach (var (name,
                value) in StoryReading.Strings(told).Where(text =>
                    !future.Contains(text.Name) && !(byNotice && text.Name == "servedOn") && Dated().IsMatch(text.Value)))
            {
                Assert.True(string.CompareOrdinal(value[..10], day) <= 0, $"{told.Text("id")}: {name} {value}");
            }
        }
    }

    [Fact]
    public void Nothing_is_told_before_the_clock_reaches_it()
    {
        var noon = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(8));

        var told = new DemoStory(StoryReading.Seeds, new FakeTimeProvider(noon)).Events(StoryReading.Today, StoryReading.Today).ToList();
        var whole = new DemoStory(StoryReading.Seeds).Events(StoryReading.Today, StoryReading.Today).ToList();
        var later = new DemoStory(StoryReading.Seeds).After(noon).Take(whole.Count - told.Count).Select(after => after.Json);

        Assert.NotEmpty(told);
        Assert.True(told.Count < whole.Count);
        Assert.All(told, bytes => Assert.True(JsonDocument.Parse(bytes).RootElement.Instant("recordedat") <= noon));
        Assert.Equal(whole.Select(Convert.ToHexString).Order(), told.Concat(later).Select(Convert.ToHexString).Order());
    }

    [Fact]
    public void The_same_seeds_tell_the_same_bytes()
    {
        var end = new DateOnly(2022, 6, 30);

        var whole = Digest(new DemoStory(StoryReading.Seeds).Events(StoryReading.First, end));
        var again = Digest(new DemoStory(StoryReading.Seeds).Events(StoryReading.First, end));

        Assert.Equal(whole, again);
    }

    [Theory]
    [InlineData("2025-12-31")]
    [InlineData("2026-09-14")]
    public void A_story_told_later_begins_with_what_was_told_before(string day)
    {
        var before = new DemoStory(StoryReading.Seeds)
            .Events(StoryReading.First, DateOnly.Parse(day, CultureInfo.InvariantCulture))
            .ToList();
        var later = new DemoStory(StoryReading.Seeds).Events(StoryReading.First, StoryReading.Today).Take(before.Count);

        Assert.Equal(Digest(before), Digest(later));
    }

    [Fact]
    public void Parties_are_invented_organisations_with_a_valid_check_character_or_persons_without_an_id_number()
    {
        foreach (var told in story.Read())
        {
            if (told.Data().TryGetProperty("party", out var party))
            {
                Assert.StartsWith("示例", party.Text("displayName"), StringComparison.Ordinal);
                if (party.Text("kind") == "NaturalPerson")
                {
                    Assert.Matches("^[0-9a-f]{64}$", party.Text("code"));
                    Assert.True(party.TryGetProperty("isMinor", out _));
                }
                else
                {
                    Assert.True(IsUscc(party.Text("code")), party.Text("code"));
                }
            }

            foreach (var (_, value) in StoryReading.Strings(told).Where(text => text.Name is "uscc" or "objectUscc"))
            {
                Assert.True(IsUscc(value), value);
            }
        }
    }

    [Fact]
    public void Cases_end_within_ninety_days_or_within_an_extension_granted_in_time_but_for_one_a_month_in_difficult_months()
    {
        var limits = new Dictionary<string, DateOnly>();
        var late = new List<DateOnly>();
        var extended = 0;
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "case.filed":
                    Assert.True(data.GetProperty("officers")
                        .EnumerateArray()
                        .Select(officer => officer.Text("certNo"))
                        .Distinct()
                        .Count() >= 2);
                    limits.Add(data.Text("caseId"), data.Day("filedOn").AddDays(90));
                    break;
                case "case.extended":
                    extended++;
                    Assert.True(data.Day("approvedOn") <= limits[data.Text("caseId")]);
                    limits[data.Text("caseId")] = data.Day("newDue");
                    break;
                case "case.decided" or "case.noPenalty":
                    Assert.True(limits.Remove(data.Text("caseId"), out var limit));
                    if (data.Day("decidedOn") > limit)
                    {
                        late.Add(limit.AddDays(-90));
                    }

                    break;
                case "case.withdrawn" or "case.transferred":
                    Assert.True(data.Day("day") <= limits[data.Text("caseId")], data.Text("caseId"));
                    limits.Remove(data.Text("caseId"));
                    break;
                default:
                    break;
            }
        }

        Assert.InRange(extended, 50, 400);
        Assert.InRange(limits.Count, 30, 200);
        // What is still open at the end is within its limit too, but for the last of the late ones.
        late.AddRange(limits.Values.Where(limit => limit < StoryReading.Today).Select(limit => limit.AddDays(-90)));
        OncePerDifficultMonth(late, new(2026, 8, 1));
    }

    [Fact]
    public void Decisions_follow_the_lawful_order_of_review_notice_and_hearing_but_for_one_a_month_in_difficult_months()
    {
        var withoutNotice = new List<DateOnly>();
        var steps = new Dictionary<string, Dictionary<string, DateOnly>>();
        foreach (var told in story.Read().Where(told => told.Name().StartsWith("case.", StringComparison.Ordinal)))
        {
            var data = told.Data();
            if (!data.TryGetProperty("caseId", out var id))
            {
                continue;
            }

            if (!steps.TryGetValue(id.GetString()!, out var done))
            {
                steps[id.GetString()!] = done = [];
            }

            switch (told.Name())
            {
                case "case.filed":
                    done["filed"] = data.Day("filedOn");
                    break;
                case "case.legalReviewed" when data.Text("outcome") == "Passed":
                    done["reviewed"] = data.Day("day");
                    break;
                case "case.noticeServed":
                    var waived = data.TryGetProperty("waivedOn", out _);
                    done["free"] = waived ? data.Day("servedOn") : Calendar.Add(data.Day("servedOn"), 6);
                    break;
                case "case.statementMade":
                    done["free"] = data.Day("day");
                    break;
                case "case.hearingRequested":
                    done["asked"] = data.Day("day");
                    break;
                case "case.hearingHeld":
                    Assert.True(Calendar.Add(data.Day("noticeDay"), 7) <= data.Day("day"), id.GetString());
                    done["heard"] = data.Day("day");
                    break;
                case "case.decided":
                    var decided = data.Day("decidedOn");
                    Assert.True(done["reviewed"] <= decided, id.GetString());
                    if (!done.TryGetValue("free", out var free) || free > decided)
                    {
                        withoutNotice.Add(done["filed"]);
                    }

                    Assert.True(!done.ContainsKey("asked") || done["heard"] <= decided, id.GetString());
                    Assert.Equal(data.GetProperty("fine").GetInt64() > 0,
                        data.GetProperty("kinds").EnumerateArray().Any(kind => kind.GetString() == "Fine"));
                    done["decided"] = decided;
                    break;
                case "case.served":
                    var byNotice = data.Text("method") == "Public";
                    Assert.True((byNotice ? data.Day("noticeStartedOn") : data.Day("servedOn")) <= Calendar.Add(done["decided"], 7),
                        id.GetString());
                    done["served"] = data.Day("servedOn");
                    break;
                case "case.closed" when done.ContainsKey("decided"):
                    Assert.True(data.Day("day") >= done["served"], id.GetString());
                    break;
                default:
                    break;
            }
        }

        OncePerDifficultMonth(withoutNotice, new(2026, 10, 1));
    }

    [Fact]
    public void On_the_spot_fines_respect_the_limits_of_article_51()
    {
        foreach (var told in story.Read().Where(told => told.Name() == "case.onSpotDecided"))
        {
            var data = told.Data();
            var limit = data.GetProperty("party").Text("kind") == "LegalPerson" ? 300_000 : 20_000;
            Assert.InRange(data.GetProperty("fine").GetInt64(), 0, limit);
            Assert.True(data.GetProperty("officers").GetArrayLength() >= 2);
        }
    }

    [Fact]
    public void Fines_stay_inside_the_range_that_the_item_states()
    {
        var ranges = new SeedFiles(StoryReading.Seeds)
            .Items.ToDictionary(item => item.Code,
                item => item.Fines.Where(fine => fine.Range is not null).Select(fine => fine.Range!).ToList());
        foreach (var told in story.Read().Where(told => told.Name() is "case.decided" or "case.onSpotDecided"))
        {
            var fine = told.Data().GetProperty("fine").GetInt64();
            var stated = ranges[told.Text("itemcode")];
            Assert.True(fine == 0 || stated.Count == 0 || stated.Any(range => fine >= range[0] && fine <= range[1]),
                $"{told.Text("itemcode")} {fine}");
        }
    }

    [Fact]
    public void Every_decision_to_be_disclosed_is_published_within_seven_working_days_but_for_one_a_month_in_difficult_months()
    {
        var late = new List<DateOnly>();
        var due = new Dictionary<string, DateOnly>();
        var published = 0;
        foreach (var told in story.Read())
        {
            var data = told.Data();
            switch (told.Name())
            {
                case "case.decided" when data.GetProperty("disclosureRequired").GetBoolean():
                case "case.onSpotDecided":
                case "case.noPenalty":
                    due.Add(data.Text("caseId"), Calendar.Add(data.Day("decidedOn"), 7));
                    break;
                case "licence.decided":
                    due.Add(data.Text("applicationNo"), Calendar.Add(data.Day("day"), 7));
                    break;
                case "inspection.started" when data.Text("category") == "Random":
                    due.Add(data.Text("actNo"), Calendar.Add(DateOnly.FromDateTime(data.Instant("startedAt").DateTime), 7));
                    break;
                case "decision.published":
                    published++;
                    Assert.True(due.Remove(data.Text("subjectId"), out var limit), data.Text("subjectId"));
                    if (data.Day("day") > limit)
                    {
                        late.Add(limit.AddDays(-45));
                    }

                    break;
                default:
                    break;
            }
        }

        Assert.True(published > 20_000);
        // The last late one, and one that is recorded only afterwards.
        Assert.InRange(due.Values.Count(limit => limit < StoryReading.Today), 0, 2);
        OncePerDifficultMonth(late, new(2026, 8, 1));
    }

    [Fact]
    public void Most_acts_fall_on_working_days()
    {
        int all = 0, off = 0;
        foreach (var told in story.Read())
        {
            all++;
            off += Calendar.IsWorkday(DateOnly.FromDateTime(told.Instant("time").DateTime)) ? 0 : 1;
        }

        Assert.InRange(off * 100.0 / all, 0.1, 6);
    }

    /// <summary>
    /// Nothing before the difficult months begin, then one for each month up to <paramref name="last"/>, and perhaps one later.
    /// </summary>
    private static void OncePerDifficultMonth(IEnumerable<DateOnly> days, DateOnly last)
    {
        var months = days.Select(day => new DateOnly(day.Year, day.Month, 1)).Order().ToList();

        Assert.Equal(Enumerable.Range(0, last.Month).Select(n => new DateOnly(2026, 1, 1).AddMonths(n)),
            months.Where(month => month <= last));
        Assert.InRange(months.Count(month => month > last), 0, 1);
    }

    private static string Digest(IEnumerable<byte[]> events)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var bytes in events)
        {
            hash.AppendData(bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static bool IsUscc(string code)
    {
        if (!UsccShape().IsMatch(code))
        {
            return false;
        }

        int[] weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        var sum = weights.Select((weight, index) => weight * UsccAlphabet.IndexOf(code[index], StringComparison.Ordinal)).Sum();
        return UsccAlphabet[(31 - sum % 31) % 31] == code[17];
    }

    [GeneratedRegex("^[0-9A-HJ-NPQRTUWXY]{18}$")]
    private static partial Regex UsccShape();

    [GeneratedRegex(@"^20\d\d-\d\d-\d\d($|T)")]
    private static partial Regex Dated();
}
