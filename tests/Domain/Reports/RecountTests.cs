using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Inspections;
using Dashboard.Grains.Domain.Licences;
using Dashboard.Grains.Domain.Reports.Tables;
using Dashboard.Tests.Cluster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.Reports;

/// <summary>The tables of random stories are those that a plain script counts while it makes them up.</summary>
public sealed class RecountTests
{
    private const int Year = 2020;

    [Fact]
    public void The_tables_are_those_of_an_independent_script_in_any_order_of_events() => Gen.Int.Sample(seed =>
    {
        var random = new Random(seed);
        var script = new Script(random);
        script.Tell();
        var events = script.Events.ToArray();
        random.Shuffle(events);
        var subjects = events.GroupBy(told => new SubjectKey(told.Kind, told.Subject)).Select(one => Subject.Fold(one.Key, one)).ToList();
        var cases = subjects.OfType<PenaltyCase>().ToList();
        YearTable[] tables =
        [
            PenaltyTable.Of(cases, Year, new()), LicenceTable.Of([.. subjects.OfType<Licence>()], Year), CompulsionTable.Of(cases, Year),
            OtherTable.Of(subjects.OfType<Inspection>(), Year, new()),
        ];

        var counted = tables.SelectMany(table => table.Rows.Where(row => row.Id != "all").SelectMany(row => row.Cells.Select(cell =>
            (Cell: $"{table.Id} {row.Id}.{cell.Column}", Ids: string.Join(' ',
                cell.Entries.Select(entry => $"{entry.Subject.Id}:{entry.Amount}").Order(StringComparer.Ordinal))))))
            .Where(cell => cell.Ids.Length > 0).Order();
        Assert.Equal(
            script.Counted.Select(cell => (cell.Key, string.Join(' ', cell.Value.Order(StringComparer.Ordinal)))).Order(), counted);
        var detailed = PenaltyLongTable.Of(cases, [], [], Year, new());
        foreach (var row in tables[0].Rows)
        {
            // The long form is of the same decisions: those it has besides are filed or closed only.
            Assert.Equal((row.Cells[^2].Amount, row.Cells[^1].Amount), (Of("total"), Of("amount")));
            Assert.Equal(row.Cells[^2].Amount,
                Enum.GetNames<PenaltyKind>().Sum(kind => Of($"{char.ToLowerInvariant(kind[0])}{kind[1..]}")));

            long Of(string column) => detailed.Find($"{row.Id}.{column}")?.Amount ?? 0;
        }

        Assert.All(tables[0].Rows, row => Assert.Equal(row.Cells[^2].Amount, row.Cells.SkipLast(2).Sum(cell => cell.Amount)));
    }, iter: StoryGenerator.Stories);

    /// <summary>Makes a story up and counts it at once, by lists of its own.</summary>
    private sealed class Script(Random random)
    {
        private static readonly (string Column, string[] Kinds)[] HeaviestFirst =
        [
            ("closure", ["OrderStop", "OrderClose", "RestrictPractice"]), ("restriction", ["RestrictActivity"]),
            ("revocation", ["RevokePermit"]), ("suspension", ["Downgrade", "SuspendPermit"]),
            ("confiscation", ["ConfiscateGains", "ConfiscateGoods"]), ("fine", ["Fine"]), ("warning", ["Warning", "Criticism"]),
            ("other", ["训诫"]),
        ];

        private static readonly (string? Said, string Row)[] Names =
        [
            ("District", "district"), ("City", "city"), ("市局", "city"), ("宁波市海曙区交通运输局", "district"), ("Town", "others"),
            ("?", "others"),
        ];

        private static readonly (string Said, string Column)[] Measures =
            [("Detain", "seize"), ("扣押车辆", "seize"), ("查封", "seal"), ("冻结存款", "freeze"), ("其他", "otherMeasure")];

        private static readonly (string Said, string Column)[] Enforcements =
        [
            ("Surcharge", "surcharge"), ("Transfer", "transfer"), ("Auction", "auction"), ("Restore", "restore"),
            ("Substitute", "substitute"), ("别的", "otherExecution"),
        ];

        private static readonly (string? Said, string? Column)[] Outcomes =
            [("Granted", "granted"), (null, "granted"), ("准予延续", "granted"), ("Refused", "refused"), ("不予许可", "refused"), ("终止", null)];

        public List<SourceEvent> Events { get; } = [];

        /// <summary>By table and cell each subject with what it counts there.</summary>
        public Dictionary<string, List<string>> Counted { get; } = [];

        public void Tell()
        {
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                TellCase($"C{n}");
                TellLicence($"L{n}");
                TellInspection($"I{n}");
                Say("patrol.reported", Any(2019, 2021), new { patrolId = $"R{n}", teamId = "T01", day = Iso(Any(2019, 2021)), persons = 2,
                    vehiclesChecked = 9, violations = 1 });
            }
        }

        private void TellCase(string caseId)
        {
            var (filed, authority) = (Any(2019, 2020), Pick(Names));
            if (random.Next(4) == 0)
            {
                authority = random.Next(2) == 0 ? (null, "district") : authority;
                var (kinds, fine) = Kinds();
                Say("case.onSpotDecided", filed, new { caseId, docNo = "S", teamId = "T01", party = Company, decidedOn = Iso(filed), kinds,
                    fine, officers = Officers, primaryItemCode = "S14", decidingAuthority = authority.Said });
                CountPenalty(caseId, filed, authority.Row, kinds, fine);
                return;
            }

            Say("case.filed", filed, new { caseId, caseNo = "N", teamId = "T01", decidingAuthority = authority.Said, procedure = "Ordinary",
                primaryItemCode = "S14", party = Company, filedOn = Iso(filed), officers = Officers });
            var row = TellDecisions(caseId, filed, authority.Row);
            if (random.Next(2) == 0)
            {
                var (kind, column) = Pick(Measures);
                var day = filed.AddDays(random.Next(20));
                Say("case.measureTaken", day, new { caseId, kind, day = Iso(day), until = Iso(day.AddDays(30)) });
                Count("compulsion", row[^1].Row, column, caseId, day);
            }

            Enforce(caseId, row);
        }

        /// <summary>None, one or two decisions; the first may be told wrong and then corrected, or taken back.</summary>
        /// <returns>From which day on whose the case is: of the filing, and of each decision.</returns>
        private List<(DateOnly From, string Row)> TellDecisions(string caseId, DateOnly filed, string row)
        {
            List<(DateOnly From, string Row)> names = [(filed, row)];
            var day = filed;
            for (var (n, all) = (1, random.Next(3)); n <= all; n++)
            {
                day = day.AddDays(random.Next(1, 200));
                var (kinds, fine) = Kinds();
                var confiscated = kinds.Any(kind => kind.StartsWith("Confiscate", StringComparison.Ordinal)) ? random.Next(1, 999) : 0;
                (string? Said, string Row) own = random.Next(3) == 0 ? Pick(Names) : (null, row);
                var told = new { caseId, docNo = $"D{n}", decidedOn = Iso(day), kinds, fine, confiscated, decidingAuthority = own.Said,
                    disclosureRequired = true };
                if (random.Next(3) == 0)
                {
                    Say("case.decided", day, told with { kinds = ["Fine"], fine = 7_777, decidingAuthority = "City" });
                    Say("case.decided", day.AddDays(3), told, Operation.Update, 2);
                }
                else
                {
                    Say("case.decided", day, told);
                }

                if (all == 1 && random.Next(5) == 0)
                {
                    Say("case.decided", day.AddDays(9), new { caseId, docNo = "D1" }, Operation.Delete, 3);
                    return names;
                }

                CountPenalty(caseId, day, own.Row, kinds, fine + confiscated);
                names.Add((day, own.Row));
            }

            return names;
        }

        private void Enforce(string caseId, List<(DateOnly From, string Row)> names)
        {
            if (names.Count < 2)
            {
                return;
            }

            var day = names[1].From.AddDays(random.Next(250));
            // Of one day nobody can tell which came first.
            day = names.Exists(name => name.From == day) ? day.AddDays(1) : day;
            var row = names.Last(name => name.From <= day).Row;
            var (kind, column) = Pick(Enforcements);
            Say("case.enforced", day, new { caseId, kind, day = Iso(day), outcome = random.Next(2) == 0 ? "Completed" : "Ended" });
            Count("compulsion", row, column, caseId, day);
            if (random.Next(2) == 0)
            {
                Say("case.courtApplied", day, new { caseId, day = Iso(day) });
                Count("compulsion", row, "court", caseId, day);
            }
        }

        private void TellLicence(string applicationNo)
        {
            var (day, outcome) = (Any(2019, 2020), Pick(Outcomes));
            var isTold = random.Next(2) == 0;
            if (isTold)
            {
                Say("licence.applied", day, new { applicationNo, day = Iso(day), itemCode = "S02" });
                Count("licences", "district", "applied", applicationNo, day);
                day = day.AddDays(random.Next(9));
            }

            Say("licence.accepted", day, new { applicationNo, day = Iso(day), itemCode = "S02" });
            Count("licences", "district", "accepted", applicationNo, day);
            if (!isTold)
            {
                Count("licences", "district", "applied", applicationNo, day);
            }

            day = day.AddDays(random.Next(40));
            Say("licence.decided", day, new { applicationNo, day = Iso(day), outcome = outcome.Said });
            if (outcome.Column is { } column)
            {
                Count("licences", "district", column, applicationNo, day);
            }

            if (outcome.Column == "granted" && random.Next(3) == 0)
            {
                day = day.AddDays(random.Next(400));
                Say("licence.revoked", day, new { applicationNo, day = Iso(day), reason = "r" });
                Count("licences", "district", "revoked", applicationNo, day);
            }
        }

        private void TellInspection(string actNo)
        {
            var (day, isRecorded, result) = (Any(2019, 2021), random.Next(3) > 0, Pick(["NoProblem", "FixedOnSpot", "ToCase"]));
            Say("inspection.started", day, new { actNo, category = "Daily", form = "OnSite", teamId = "T01", itemCodes = Words("S14"),
                party = Company, officers = Officers, startedAt = $"{Iso(day)}T09:00:00+08:00" });
            Say("inspection.completed", day, new { actNo, endedAt = $"{Iso(day)}T10:00:00+08:00", result, recordAttached = isRecorded,
                caseId = "X" });
            var isAttached = !isRecorded && random.Next(2) == 0;
            if (isAttached)
            {
                Say("record.attached", day.AddDays(1), new { subjectType = "inspection", subjectId = actNo, media = "Text", sha256 = "x" });
            }

            if ((isRecorded || isAttached) && result != "ToCase")
            {
                Count("others", "district", "inspection", actNo, day);
            }
        }

        private (string[] Kinds, long Fine) Kinds()
        {
            var all = HeaviestFirst.SelectMany(one => one.Kinds).ToArray();
            random.Shuffle(all);
            var kinds = all[..random.Next(1, 4)];
            return (kinds, kinds.Contains("Fine") ? random.Next(1, 9_999) : 0);
        }

        private void CountPenalty(string caseId, DateOnly day, string row, string[] kinds, long fen)
        {
            Count("penalties", row, HeaviestFirst.First(one => one.Kinds.Any(kinds.Contains)).Column, caseId, day);
            Count("penalties", row, "total", caseId, day);
            if (fen > 0)
            {
                Add("penalties", row, "amount", caseId, day, fen);
            }
        }

        private void Count(string table, string row, string column, string id, DateOnly day)
        {
            Add(table, row, column, id, day, 1);
            if (table == "compulsion")
            {
                Add(table, row, "total", id, day, 1);
            }
        }

        private void Add(string table, string row, string column, string id, DateOnly day, long amount)
        {
            if (day.Year == Year)
            {
                var cell = $"{table} {row}.{column}";
                Counted.TryAdd(cell, []);
                Counted[cell].Add($"{id}:{amount}");
            }
        }

        private void Say(string type, DateOnly day, object data, Operation operation = Operation.Insert, long seq = 1) =>
            Events.Add(Event(type, data, seq, operation, Shanghai.Midnight(day).AddHours(12)));

        private T Pick<T>(T[] some) => some[random.Next(some.Length)];

        private DateOnly Any(int first, int last) => new DateOnly(random.Next(first, last + 1), 1, 1).AddDays(random.Next(365));

        private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }
}
