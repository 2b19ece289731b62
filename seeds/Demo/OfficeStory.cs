namespace Dashboard.Seeds.Demo;

/// <summary>What else a bureau does in a year: patrols, training, reviews and lawsuits, supervision documents, accountability.</summary>
internal sealed class OfficeStory(StoryWorld world, StoryLog log, int year)
{
    private static readonly string[] PatrolTeams = ["T01", "T02", "T03", "T04", "T05", "T07", "T08", "T09"];

    /// <summary>What the course of each quarter is about.</summary>
    private static readonly string[] TrainingKinds = ["Public", "Business", "Business", "Political"];

    private readonly SeedWorkdays calendar = world.Calendar;
    private readonly DemoRandom random = world.Random(year, "office");

    /// <param name="cases">Cases of the year whose logs are not told yet: a decision revoked in review is withdrawn there.</param>
    public void Tell(IReadOnlyList<DemoCase> cases)
    {
        TellPatrols();
        TellTraining();
        TellReviews(cases);
        TellLateAnswers(cases);
        TellLawsuits(cases);
        TellSupervision();
        TellAccountability();
    }

    private void TellPatrols()
    {
        foreach (var team in PatrolTeams)
        {
            var item = world.Seeds.Teams.First(entry => entry.Id == team).Items[0];
            foreach (var day in calendar.Workdays(year)
                .Where(_ => random.Percent(30))
                .Concat(calendar.DaysOff(year).Where(_ => random.Percent(10))))
            {
                var patrolId = $"PAT-{team}-{day:yyyyMMdd}";
                var patrol = log.Subject(patrolId, team, item);
                var afloat = team == "T05";
                patrol.On(day, Sources.Manual, "patrol.reported", json =>
                {
                    json.WriteString("patrolId", patrolId);
                    json.WriteString("teamId", team);
                    json.Day("day", day);
                    json.WriteNumber("persons", random.Between(2, 6));
                    json.WriteNumber("vehiclesChecked", afloat ? 0 : random.Between(4, 60));
                    json.WriteNumber("violations", random.Skewed(0, 5, 2));
                    json.WriteNumber("hours", random.Between(2, 7));
                    if (afloat)
                    {
                        json.WriteNumber("ships", random.Between(2, 18));
                    }
                });
                patrol.Tell();
            }
        }
    }

    /// <summary>Four courses a year and team; the certified reach some 60 hours.</summary>
    private void TellTraining()
    {
        foreach (var team in world.Seeds.Teams.Where(team => team.Posts > 0))
        {
            var item = team.Items.Count > 0 ? team.Items[0] : "unclassified";
            foreach (var officer in world.Officers.Of(team.Id).Where(officer => officer.Post))
            {
                var training = log.Subject(officer.Id, team.Id, item);
                var before = officer.Before is { } elder ? log.Subject(elder.Id, team.Id, item) : training;
                for (var quarter = 0; quarter < 4; quarter++)
                {
                    var day = calendar.OnOrAfter(new DateOnly(year, 2 + quarter * 3, 1 + (team.Order * 3 + year) % 25));
                    var hours = random.Between(14, 18);
                    var kind = TrainingKinds[quarter];
                    var trained = officer.On(day);
                    (trained == officer ? training : before).On(day, Sources.Manual, "training.completed", json =>
                    {
                        json.WriteString("officerId", trained.Id);
                        json.Day("day", day);
                        json.WriteNumber("hours", hours);
                        json.WriteString("kind", kind);
                        json.WriteString("teamId", team.Id);
                    });
                }

                if (officer.CertValidTo(year) is { } validTo)
                {
                    training.On(calendar.OnOrBefore(validTo.AddDays(-8)), Sources.Manual, "officer.upserted",
                        json => officer.Write(json, validTo.AddDays(1).AddMonths(DemoOfficer.MonthsValid).AddDays(-1)));
                }

                // The officer's own record has number 1; four courses, and perhaps a renewed certificate, follow each year.
                var first = 2 + 5 * (year - world.Demo.FirstDay.Year);
                before.Tell(first);
                training.Tell(first);
            }
        }
    }

    private void TellReviews(IReadOnlyList<DemoCase> cases)
    {
        var published = year == world.Published.Year;
        // In the published year everything received is also concluded.
        var eligible = cases.Where(@case => @case is { OnSpot: false, IsPenalty: true } && @case.Served.Year == year
            && (!published || @case.Served.Month < 9)).ToList();
        for (var n = 1; n <= world.Of(year).Reviews; n++)
        {
            var @case = Take(eligible);
            var docketNo = $"REV-{year}-{n:D2}";
            var review = log.Subject(docketNo, @case.Mix.Team, @case.Mix.Item);
            var received = calendar.OnOrAfter(@case.Served.AddDays(random.Between(15, 45)));
            var simple = IsSimple(@case) && random.Percent(50);
            var answered = calendar.Add(received, simple ? random.Between(2, 4) : random.Between(4, 8));
            var concluded = calendar.OnOrBefore(received.AddDays(simple ? random.Between(20, 28) : random.Between(38, 58)));
            var outcome = published ? "Upheld" : year == 2023 && n == 1 ? "Revoked" : random.Percent(15) ? "Mediated" : "Upheld";
            Docket(review, received, "review.received", docketNo, @case.Id, simple: simple);
            Docket(review, answered, "review.answered", docketNo, @case.Id);
            Docket(review, concluded, "review.concluded", docketNo, @case.Id, outcome);
            review.Tell();
            if (outcome == "Revoked")
            {
                // Within three working days (DIS-06).
                var withdrawn = calendar.Add(concluded, 2);
                @case.Log.On(withdrawn, Sources.Supervision, "decision.withdrawn", json =>
                {
                    Publication.Write(json, "case", @case.Id, withdrawn);
                    json.WriteString("reason", "行政复议决定撤销");
                });
            }
        }
    }

    /// <summary>The simple procedure is possible up to 3,000 yuan (REC-07); the respondent then answers within five working days.</summary>
    private static bool IsSimple(DemoCase @case) => @case.Fine + @case.Confiscated <= 300_000;

    /// <summary>Every other month the answer to a review is three weeks late (REC-03).</summary>
    private void TellLateAnswers(IReadOnlyList<DemoCase> cases)
    {
        foreach (var month in world.DifficultMonths(year).Where(month => month.Month % 2 == 1))
        {
            var received = calendar.OnOrAfter(month.AddDays(3));
            var eligible = cases.Where(@case => @case is { OnSpot: false, IsPenalty: true, Flaw: CaseFlaw.None }
                && @case.Served > received.AddDays(-50) && @case.Served < received.AddDays(-10)).ToList();
            if (eligible.Count == 0)
            {
                continue;
            }

            var @case = Take(eligible);
            var docketNo = $"REV-{year}-9{month.Month}";
            var review = log.Subject(docketNo, @case.Mix.Team, @case.Mix.Item);
            Docket(review, received, "review.received", docketNo, @case.Id, simple: false);
            Docket(review, calendar.OnOrAfter(calendar.Add(received, 10).AddDays(21)), "review.answered", docketNo, @case.Id);
            Docket(review, calendar.OnOrBefore(received.AddDays(59)), "review.concluded", docketNo, @case.Id, "Mediated");
            review.Tell();
        }
    }

    private void TellLawsuits(IReadOnlyList<DemoCase> cases)
    {
        // Early enough in the published year that the judgments fall in it.
        var until = new DateOnly(year, year == world.Published.Year ? 5 : 12, 10);
        var eligible = cases.Where(@case => @case is { OnSpot: false, IsPenalty: true } && @case.Served.Year == year
            && @case.Served < until).ToList();
        for (var n = 1; n <= world.Of(year).Lawsuits; n++)
        {
            var @case = Take(eligible);
            var docketNo = $"LAW-{year}-{n:D2}";
            var lawsuit = log.Subject(docketNo, @case.Mix.Team, @case.Mix.Item);
            var served = calendar.OnOrAfter(@case.Served.AddDays(random.Between(60, 100)));
            var heard = calendar.OnOrAfter(served.AddDays(random.Between(35, 55)));
            var judged = calendar.OnOrAfter(heard.AddDays(random.Between(15, 30)));
            Docket(lawsuit, served, "lawsuit.served", docketNo, @case.Id);
            Docket(lawsuit, calendar.OnOrBefore(served.AddDays(random.Between(7, 11))), "lawsuit.answered", docketNo, @case.Id);
            Docket(lawsuit, heard, "lawsuit.heard", docketNo, @case.Id);
            Docket(lawsuit, judged, "lawsuit.judged", docketNo, @case.Id, "Dismissed");
            lawsuit.Tell();
        }
    }

    private static void Docket(SubjectLog docket, DateOnly day, string name, string docketNo, string subjectId, string? outcome = null,
        bool? simple = null) =>
        docket.On(day, Sources.Manual, name, json =>
        {
            json.WriteString("docketNo", docketNo);
            json.WriteString("subjectId", subjectId);
            json.Day("day", day);
            if (name.StartsWith("lawsuit", StringComparison.Ordinal))
            {
                json.WriteString("instance", "First");
            }

            if (simple is { } isSimple)
            {
                json.WriteBoolean("simple", isSimple);
            }

            if (name == "lawsuit.heard")
            {
                json.WriteBoolean("headAppeared", true);
            }

            if (outcome is not null)
            {
                json.WriteString("outcome", outcome);
            }

            if (name == "lawsuit.judged")
            {
                json.WriteBoolean("final", true);
            }
        });

    private DemoCase Take(List<DemoCase> eligible)
    {
        var index = random.Between(0, eligible.Count - 1);
        var taken = eligible[index];
        eligible.RemoveAt(index);
        return taken;
    }

    private void TellSupervision()
    {
        var workdays = calendar.Workdays(year);
        for (var n = 1; n <= 3; n++)
        {
            var issued = random.Pick(workdays);
            TellNotice($"SUP-{year}-{n:D2}", issued, replied: calendar.Add(issued, random.Between(6, 14)));
        }

        // Every other month a reply is two weeks late.
        foreach (var month in world.DifficultMonths(year).Where(month => month.Month % 2 == 1))
        {
            var issued = calendar.OnOrAfter(month);
            TellNotice($"SUP-{year}-9{month.Month}", issued, replied: calendar.OnOrAfter(calendar.Add(issued, 15).AddDays(14)));
        }
    }

    private void TellNotice(string noticeNo, DateOnly issued, DateOnly replied)
    {
        var team = random.Pick(PatrolTeams);
        var notice = log.Subject(noticeNo, team, world.Seeds.Teams.First(entry => entry.Id == team).Items[0]);
        var due = calendar.Add(issued, 15);
        var kind = random.Pick(["通知书", "通知书", "意见书"]);
        Step(issued, "supervision.noticeIssued");
        Step(replied, "supervision.replied");
        notice.Tell();

        void Step(DateOnly day, string name) => notice.On(day, Sources.Manual, name, json =>
        {
            json.WriteString("noticeNo", noticeNo);
            json.WriteString("kind", kind);
            json.Day("day", day);
            json.Day("due", due);
            json.WriteString("target", team);
        });
    }

    private void TellAccountability()
    {
        var workdays = calendar.Workdays(year);
        for (var n = 1; n <= world.Of(year).Accountabilities; n++)
        {
            var id = $"ACC-{year}-{n:D2}";
            var team = random.Pick(PatrolTeams);
            var day = random.Pick(workdays);
            var kind = random.Pick(["批评教育", "离岗培训"]);
            var decision = log.Subject(id, team, world.Seeds.Teams.First(entry => entry.Id == team).Items[0]);
            decision.On(day, Sources.Manual, "accountability.decided", json =>
            {
                json.WriteString("id", id);
                json.Day("day", day);
                json.WriteString("kind", kind);
                json.WriteString("teamId", team);
            });
            decision.Tell();
        }
    }
}
