using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Warnings as timetables, the list a team keeps of them, and what people say of them.</summary>
public sealed class WarningTests
{
    private static readonly Law Law = SeededLaw.Law;

    /// <summary>Some subjects and when they change: revisions of watches over two days.</summary>
    private static readonly Gen<(int At, int Subject, Watch[] Watches)[]> Changes = Gen.Select(
        Gen.Int[0, 48 * 60], Gen.Int[1, 6],
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 48 * 60].Array[1, 4], Gen.Int[1, 4].Array[4], Gen.Bool)
            .Select((rule, ats, levels, ends) => WatchOf(rule, ats, levels, ends)).Array[0, 2],
        (at, subject, watches) => (at, subject, watches.DistinctBy(watch => watch.Rule).ToArray())).Array[1, 30];

    /// <summary>Shown by 2: moved in any steps, the clock tells the history that one moved by minutes tells.</summary>
    [Fact]
    public void However_the_clock_is_moved_the_history_is_the_same() =>
        Gen.Select(Changes, Gen.Int[1, 600].Array[1, 40]).Sample((changes, jumps) =>
        {
            var byMinute = new Watchlist();
            var history = new Dictionary<int, string>();
            for (var minute = 0; minute <= 48 * 60; minute++)
            {
                Change(byMinute, changes, minute - 1, minute);
                byMinute.Turn(minute * 60L);
                history[minute] = Stand(byMinute);
            }

            var jumping = new Watchlist();
            var now = 0;
            Change(jumping, changes, -1, 0);
            foreach (var jump in jumps.Append(48 * 60))
            {
                // Between two changes the clock may jump as it likes; a change is told at its time.
                var next = Math.Min(now + jump, 48 * 60);
                foreach (var at in changes.Select(change => change.At).Where(at => at > now && at <= next).Distinct().Order())
                {
                    Change(jumping, changes, at - 1, at);
                }

                now = next;
                jumping.Turn(now * 60L);
                if (Stand(jumping) != history[now])
                {
                    return false;
                }
            }

            return true;
        });

    [Fact]
    public void The_list_counts_and_orders_as_a_plain_look_at_all_watches_does() =>
        Changes.Sample(changes =>
        {
            var list = new Watchlist();
            var plain = new Dictionary<int, Watch[]>();
            var revision = 0;
            foreach (var change in changes.OrderBy(change => change.At))
            {
                list.Set(SubjectOf(change.Subject, ++revision, change.Watches));
                plain[change.Subject] = change.Watches;
                list.Rest();
                // Most batches of a subject change nothing of what is watched: no change, and none of what follows is another for it.
                var isChangedAgain = plain.Any(known => list.Set(SubjectOf(known.Key, ++revision, known.Value)));
                list.Turn(change.At * 60L);
                var raised = plain.SelectMany(subject =>
                    subject.Value.Select(watch => (subject.Key, watch, taken: watch.Taken(change.At * 60L))))
                        .Where(watch => watch.watch.After(watch.taken) != Level.None)
                        .ToList();
                var today = Shanghai.Day(DateTimeOffset.FromUnixTimeSeconds(change.At * 60L));
                var alarms = list.Alarms("T01", today);
                var ends = plain.Values.SelectMany(static watches => watches)
                    .Where(watch => watch.Due >= today && watch.Due <= today.AddDays(Alarms.DaysAhead))
                    .CountBy(static watch => (watch.Due!.Value, watch.Rule));
                var counted = alarms.Ends.SelectMany(static day => day.Value.Select(rule => ((day.Key, rule.Key), rule.Value)));
                if (isChangedAgain
                    || !ends.Select(static end => (end.Key, end.Value)).Order().SequenceEqual(counted.Order())
                    || Enum.GetValues<Level>()
                    .Where(level => level != Level.None)
                    .Any(level => alarms.Total(level) != raised.Count(watch => watch.watch.After(watch.taken) == level))
                    || list.NextTurn is { } next && next <= change.At * 60L
                    || alarms.Top.Length > 0 && alarms.Top[0].Level != raised.Max(watch => watch.watch.After(watch.taken)))
                {
                    return false;
                }
            }

            return true;
        });

    /// <summary>A storm in one team hides no other, and no other rule: each is named by its most urgent subject.</summary>
    [Fact]
    public void In_a_storm_a_view_names_a_subject_of_every_rule_and_team()
    {
        var parts = Enumerable.Range(1, 10).Select(team => Alarms.Of($"T{team:00}",
            from rule in Enumerable.Range(1, 9)
            from subject in Enumerable.Range(1, team == 1 ? 50 : 2)
            select new RaisedWarning((byte)rule, "case", $"{team}-{rule}-{subject}", "", team == 1 ? Level.Breach : Level.Blue, null,
                Since: subject, Acknowledged: false)));
        var top = Alarms.Sum(parts).Top;

        Assert.Equal(90, top.Select(warning => (warning.Rule, warning.Team)).Distinct().Count());
        Assert.Equal(90, top.Length);
        Assert.All(top, warning => Assert.Equal(1, warning.Since));
        Assert.Equal(top.Order(RaisedWarning.MostUrgentFirst), top);
    }

    [Fact]
    public void Where_few_warn_the_most_urgent_of_each_are_named()
    {
        var one = Alarms.Of("T01", Enumerable.Range(1, 50)
            .Select(subject => new RaisedWarning(1, "case", $"{subject}", "", Level.Red, null, subject, Acknowledged: false)));

        Assert.Equal([1, 2, 3, 4], one.Top.Select(warning => warning.Since));
    }

    [Fact]
    public void Watches_read_back_as_they_were_written() =>
        Changes.Sample(changes => changes.All(change =>
        {
            var read = WatchedSubject.Decode(WatchedSubject.Encode(change.Watches));
            return read.Count == change.Watches.Length
                && read.Zip(change.Watches)
                    .All(pair => pair.First.Rule == pair.Second.Rule && pair.First.Due == pair.Second.Due
                        && pair.First.Steps.SequenceEqual(pair.Second.Steps));
        }));

    /// <summary>Some are taken note of, at an instant that has come or not.</summary>
    [Fact]
    public void As_stored_watches_stand_at_a_second_their_objects_do() =>
        Gen.Select(Changes, Gen.Int[-60, 50 * 60].Array[1, 6], Gen.Int[0, 48 * 60]).Sample((changes, minutes, acknowledged) =>
        {
            foreach (var minute in minutes)
            {
                var now = minute * 60L;
                Watch[] watches =
                [
                    .. changes.SelectMany(static change => change.Watches)
                        .Select((watch, index) => watch with { Acknowledged = index % 2 == 0 ? null : (acknowledged * 60L) + 1 }),
                ];
                var read = new List<WatchStanding>();
                if (watches.Length > 0)
                {
                    WatchStanding.Read(new(WatchedSubject.Encode(watches)), now, read);
                }

                Assert.Equal(watches.Select(watch => Plain(watch, now)), read);
            }

            static WatchStanding Plain(Watch watch, long now)
            {
                var taken = watch.Taken(now);
                var level = watch.After(taken);
                var (due, next) = (watch.Due?.DayNumber ?? 0, watch.NextAfter(taken));
                return level == Level.None ? new(watch.Rule, level, false, due, 0, next)
                    : new(watch.Rule, level, watch.IsAcknowledged(taken), due, watch.Since(taken), next);
            }
        });

    /// <summary>Of each rule the most urgent first, as an order of objects has it, also where only kind and id tell them apart.</summary>
    [Fact]
    public void What_is_raised_is_in_the_order_of_urgency() =>
        Gen.Select(Gen.Int[1, 3], Gen.Int[0, 2], Gen.Int[1, 4], Gen.Int[0, 40], Gen.Bool).Array[0, 60].Sample(told =>
        {
            var list = new Watchlist();
            list.Turn(100);
            foreach (var ((rule, since, level, id, isCase), index) in told.Select(static (one, index) => (one, index)))
            {
                var watch = new Watch((byte)rule, level == 4 ? null : new DateOnly(2026, 7, level), [(since, (Level)level)], null);
                list.Set(new(isCase ? "case" : "licence", $"甲/{id}", index, "S1", WatchedSubject.Encode([watch])));
            }

            foreach (var ofRule in list.Raised.GroupBy(static warning => warning.Rule))
            {
                Assert.Equal(ofRule.Order(RaisedWarning.MostUrgentFirst), ofRule);
            }
        });

    [Theory]
    [InlineData("2026-07-07T09:59:59.999", 0)]
    [InlineData("2026-07-07T10:00:00.000", 1)]
    [InlineData("2026-07-07T10:00:00.001", 1)]
    public void A_level_turns_at_its_instant_and_not_a_moment_before(string now, int taken)
    {
        var watch = Watch.Of(new(9, null,
            [new(DateTimeOffset.Parse("2026-07-07T10:00:00+08:00", System.Globalization.CultureInfo.InvariantCulture), Level.Yellow)]));

        Assert.Equal(taken,
            watch.Taken(Watch.Now(DateTimeOffset.Parse(now + "+08:00", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void An_older_revision_changes_nothing()
    {
        var list = new Watchlist();
        var watch = new Watch(1, null, [(0, Level.Red)], null);
        list.Set(SubjectOf(1, 5, watch));
        list.Turn(10);

        Assert.False(list.Set(SubjectOf(1, 4)));
        Assert.Single(list.Raised);
        Assert.True(list.Set(SubjectOf(1, 6)));
        Assert.Empty(list.Raised);
    }

    /// <summary>A clock that was a year ahead and is set right: what is raised is as if it had never been.</summary>
    [Fact]
    public void A_clock_that_jumped_ahead_and_was_set_right_leaves_no_trace() =>
        Changes.Sample(changes =>
        {
            var (jumped, steady) = (new Watchlist(), new Watchlist());
            foreach (var list in new[] { jumped, steady })
            {
                Change(list, changes, -1, 48 * 60);
                list.Turn(12 * 3_600);
            }

            jumped.Turn((12 * 3_600) + (365L * 86_400));
            var same = true;
            foreach (var second in new[] { (12 * 3_600) + 60, 30 * 3_600 })
            {
                jumped.Turn(second);
                steady.Turn(second);
                same &= Stand(jumped) == Stand(steady) && jumped.NextTurn == steady.NextTurn
                    && jumped.Alarms("T01").Total(Level.Red) == steady.Alarms("T01").Total(Level.Red);
            }

            return same;
        });

    [Fact]
    public void Clocks_that_differ_by_seconds_turn_nothing_back()
    {
        var list = new Watchlist();
        list.Set(SubjectOf(1, 1, new Watch(1, null, [(100, Level.Red)], null)));
        list.Turn(102);

        Assert.False(list.Turn(98));
        Assert.Single(list.Raised);
    }

    /// <summary>
    /// W28: whatever the hours and whenever the source was heard last, as if one had gone from working day to working day.
    /// </summary>
    [Fact]
    public void Silence_is_found_after_so_much_working_time() =>
        Gen.Select(Gen.Int[0, 23 * 60], Gen.Int[1, 300], Gen.Int[0, 3_650], Gen.Int[0, 400 * 24 * 60])
            .Sample((from, length, minutes, after) =>
        {
            var (opens, closes) = (TimeOnly.MinValue.AddMinutes(from),
                TimeOnly.MinValue.AddMinutes(Math.Min(from + length, (24 * 60) - 1)));
            var rules = LawCheckTests.Rules("of 2015", "2015-01-02", $$$"""
                {"warnings":[{"id":"W28","yellow":{{{minutes}}},"red":null,"unit":"min"}],
                "parameters":{"workFrom":"{{{opens:HH\:mm}}}","workTo":"{{{closes:HH\:mm}}}","watchedSources":["/s"]}}
                """);
            var law = CurrentRoster.Read([.. SeededLaw.Reference, rules], 2).Law;
            var last = At("2025-11-03T00:00").AddMinutes(after);
            var (left, at) = (minutes, last);
            for (var day = Shanghai.Day(last); ; day = day.AddDays(1))
            {
                var (open, close) = (Shanghai.Midnight(day) + opens.ToTimeSpan(), Shanghai.Midnight(day) + closes.ToTimeSpan());
                at = open > last ? open : last;
                if (law.Calendar.IsWorkday(day) && at <= close)
                {
                    if ((close - at).TotalMinutes >= left)
                    {
                        break;
                    }

                    left -= (int)(close - at).TotalMinutes;
                }
            }

            var (_, watch) = Assert.Single(Silence.Judge(law, new Dictionary<string, DateTimeOffset> { ["/s"] = last }));
            return watch.Steps[0].At == Watch.Seconds(at.AddMinutes(left));
        }, iter: 30);

    [Fact]
    public void To_take_note_of_a_warning_clears_nothing_and_holds_for_its_level_only()
    {
        var filed = Filed(on: "2026-07-03");
        var noted = Event("warning.acknowledged", new { rule = "W01", subjectType = "case", subjectId = "C1", by = "李某", reason = "已督办" },
            time: At("2026-09-20T10:00"));
        var watch = Watch.Of(Assert.Single(Fold(filed, noted).Judge(Law).Warnings, warning => warning.Rule == 1));

        Assert.Equal([Level.Yellow, Level.Red, Level.Breach], watch.Steps.Select(step => step.Level));
        Assert.True(watch.IsAcknowledged(watch.Taken(Watch.Seconds(At("2026-09-25T10:00")))));
        Assert.False(watch.IsAcknowledged(watch.Taken(Watch.Seconds(At("2026-09-26T10:00")))));
    }

    [Fact]
    public void A_disposal_ends_a_violation_but_not_what_a_limit_drives()
    {
        var (filed, decided) = (Filed(on: "2026-07-03"), Decided(on: "2026-07-20"));
        SourceEvent Resolved(string rule) =>
            Event("warning.resolved", new { rule, subjectType = "case", subjectId = "C1", by = "b", reason = "r" },
                time: At("2026-10-20T10:00"));
        var resolved = Fold(filed, decided, Resolved("W06"), Resolved("W02")).Judge(Law).Warnings;

        Assert.True(Assert.Single(resolved, warning => warning.Rule == 6).Resolved);
        Assert.Null(Assert.Single(resolved, warning => warning.Rule == 2).Cleared);
    }

    [Fact]
    public void Of_two_measures_the_more_urgent_speaks()
    {
        SourceEvent Preserved(string on, string docNo) => Event("case.evidencePreserved", new { caseId = "C1", day = on, docNo });
        SourceEvent Handled(string on, string docNo) => Event("case.evidenceHandled", new { caseId = "C1", day = on, docNo });
        var both = Fold(Filed(on: "2026-08-03"), Preserved("2026-08-03", "D1"), Preserved("2026-08-10", "D2")).Judge(Law).Warnings;
        var one = Fold(Filed(on: "2026-08-03"), Preserved("2026-08-03", "D1"), Preserved("2026-08-10", "D2"), Handled("2026-08-11", "D1"))
            .Judge(Law)
            .Warnings;

        Assert.Equal(Day("2026-08-12"), Assert.Single(both, warning => warning.Rule == 16).Due);
        Assert.Equal(Day("2026-08-19"), Assert.Single(one, warning => warning is { Rule: 16, Cleared: null }).Due);
    }

    [Fact]
    public void What_was_judged_by_earlier_rules_stays_so()
    {
        var longer = Event("rules.published",
            new { version = "of August", effectiveFrom = "2026-08-01",
                limits = new[] { new { id = "PEN-03", n = 60, unit = "CD", role = "A" } } });
        var law = CurrentRoster.Read([.. SeededLaw.Reference, longer], 2).Law;
        DateOnly DueOf(string filedOn) =>
            Fold(Filed(on: filedOn)).Judge(law).Clocks.Single(clock => clock.Limit.Id == "PEN-03").Deadline.Raw;

        Assert.Equal(Day("2026-10-01"), DueOf("2026-07-03"));
        Assert.Equal(Day("2026-10-02"), DueOf("2026-08-03"));
        Assert.Equal([SeededLaw.Version, "of August"], law.Rules.Sets.Select(set => set.Version));
        Assert.Equal(Law.Rules.At(Day("2026-11-02")).Limits.Count, law.Rules.At(Day("2026-11-02")).Limits.Count);
    }

    /// <summary>DOMAIN.md §1.4: nothing that is fed by fines, case counts or inspection counts has a target.</summary>
    [Fact]
    public void No_metric_of_fines_or_of_numbers_of_cases_and_inspections_has_a_target()
    {
        string[] forbidden = ["finesFen", "confiscatedFen", "finesAndConfiscationsFen", "paidFen", "casesFiled", "casesOnSpot", "penalties",
            "penaltiesForCity", "inspectionsRandom", "inspectionsRoutine", "inspectionsAdHoc", "enterprisesInspected"];
        var metrics = ((IEnumerable<object>)Law.Rules.Sets[^1].Source["metrics"]!).Cast<Document>().ToList();

        Assert.All(metrics.Where(metric => ((IEnumerable<object>)metric["numerator"]!).OfType<string>().Any(forbidden.Contains)),
            metric => Assert.True(metric["target"] is null or not (long or double), $"{metric["id"]} has a target."));
        Assert.All(metrics.Where(metric => metric["kind"] is "info"),
            metric =>
                Assert.True(metric["target"] is null or not (long or double), $"{metric["id"]} is for information and has a target."));
    }

    private static Watch WatchOf(int rule, int[] ats, int[] levels, bool ends)
    {
        var steps = ats.Distinct().Order().Select((at, index) => (At: at * 60L, Level: (Level)levels[index])).ToList();
        if (ends)
        {
            steps.Add((steps[^1].At + 3_600, Level.None));
        }

        // Each step is of another level than the one before.
        DateOnly? due = ends ? null : Shanghai.Day(DateTimeOffset.FromUnixTimeSeconds(steps[^1].At)).AddDays(rule * 5 % 16);
        return new((byte)rule, due, [.. steps.Where((step, index) => index == 0 || steps[index - 1].Level != step.Level)], null);
    }

    private static WatchedSubject SubjectOf(int subject, long revision, params Watch[] watches) =>
        new("case", $"C{subject}", revision, $"S{subject % 3}", WatchedSubject.Encode(watches));

    private static void Change(Watchlist list, (int At, int Subject, Watch[] Watches)[] changes, int after, int until)
    {
        foreach (var (change, index) in changes.Select((change, index) => (change, index))
            .Where(told => told.change.At > after && told.change.At <= until)
            .OrderBy(told => told.change.At)
            .ThenBy(told => told.index))
        {
            list.Set(SubjectOf(change.Subject, (change.At * 100L) + index, change.Watches));
        }
    }

    /// <summary>What stands, by rules and by items, which is the same.</summary>
    private static string Stand(Watchlist list)
    {
        var stand = Lines(list.Raised);
        Assert.Equal(Told(Alarms.Of("T01", list.Raised)), Told(list.AlarmsOf("T01", static _ => true)));
        Assert.Equal(Told(Alarms.Of("T01", list.Raised.Where(static warning => warning.Item == "S1"))),
            Told(list.AlarmsOf("T01", static item => item == "S1")));
        return stand;

        static string Lines(IEnumerable<RaisedWarning> warnings) =>
            string.Join('\n', warnings.Select(static warning => warning.ToString()).Order(StringComparer.Ordinal));

        static string Told(Alarms alarms) => string.Join('\n', alarms.ByRule.OrderBy(static rule => rule.Key)
            .Select(static rule => $"{rule.Key}: {string.Join(' ', rule.Value)}").Concat(alarms.Top.Select(static top => top.ToString())));
    }

    private static DateTimeOffset At(string local) =>
        DateTimeOffset.Parse(local + ":00+08:00", System.Globalization.CultureInfo.InvariantCulture);
}
