using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Tests.Domain;

/// <summary>Events as tests of the rules need them: type and data; what does not matter is filled in.</summary>
internal static class Samples
{
    public const string CreditCode = "11330203MB1025728K";

    public static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.FromHours(8));

    private static int number;

    public static object Company { get; } = new { kind = "LegalPerson", displayName = "示例运输有限公司", codeType = "uscc", code = CreditCode };

    public static object[] Officers { get; } = [new { certNo = "A00001" }, new { certNo = "A00002" }];

    public static SourceEvent Event(
        string type, object data, long seq = 0, Operation operation = Operation.Insert, DateTimeOffset? time = null, string? team = null,
        string? item = null, string? id = null, string source = "/zj/cfba")
    {
        var json = data as JsonObject ?? JsonSerializer.SerializeToNode(data)!.AsObject();
        var utf8 = Encoding.UTF8.GetBytes(json.ToJsonString());
        var at = time ?? Noon;
        using var table = JsonTable.Rent();
        var subject = Facts.SubjectOf(Facts.Find(type)!, table.ReadForeign(utf8))!.Value;
        return new()
        {
            Source = source,
            Id = id ?? $"e{Interlocked.Increment(ref number):0000000}",
            Type = type,
            Kind = subject.Kind,
            Subject = subject.Id,
            Time = at,
            Recorded = at,
            Received = at,
            Team = team,
            Item = item,
            Seq = seq,
            Operation = operation,
            Data = utf8,
            Hash = BinaryPrimitives.ReadUInt128BigEndian(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{type} {at.UtcTicks} {seq} {operation} {team} {item} {json.ToJsonString()}"))),
        };
    }

    public static Subject Fold(params SourceEvent[] events) => Subject.Fold(new(events[0].Kind, events[0].Subject), events);

    /// <summary>
    /// Counts as texts, <c>casesFiled 2026-11-02 1</c>, in order of the text; of the parts of metrics those of M01 and M12 only.
    /// </summary>
    public static string[] Counts(Subject subject) => [.. All(subject).Where(count => IsPlain(count.Counter)).Select(Text)];

    /// <summary>What it contributes to metrics besides.</summary>
    public static string[] Parts(Subject subject) => [.. All(subject).Where(count => !IsPlain(count.Counter)).Select(Text)];

    /// <summary>What is counted and shown, or stands open, or is a part of M01 and M12.</summary>
    public static bool IsPlain(Counter counter) =>
        Counters.IsShown(counter) || (Counters.IsStanding(counter) && !Counters.HasDue(counter))
            || counter is Counter.DisclosureDone or Counter.DisclosureOpen or Counter.PlannedTaskDone or Counter.PlannedTaskOpen;

    private static IEnumerable<Count> All(Subject subject) => subject.Judge(SeededLaw.Law).Counts.OrderBy(Text, StringComparer.Ordinal);

    private static string Text(Count count) => $"{Counters.Name(count.Counter)} {count.Day:yyyy-MM-dd} {count.Amount}";

    public static string[] Words(params string[] words) => words;

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    public static SourceEvent Filed(string id = "C1", string team = "T01", string item = "S14", string on = "2026-11-02",
        string procedure = "Ordinary", long seq = 0, Operation operation = Operation.Insert, string authority = "District") =>
        Event("case.filed",
            new { caseId = id, caseNo = $"No {id}", teamId = team, decidingAuthority = authority, procedure, primaryItemCode = item,
                party = Company, filedOn = on, officers = Officers }, seq, operation);

    public static SourceEvent Decided(string id = "C1", long fine = 300_000, long confiscated = 0, string on = "2026-11-20",
        bool disclose = true, long seq = 0, string? authority = null) =>
        Event("case.decided",
            new { caseId = id, docNo = "D1", decidedOn = on, kinds = fine > 0 ? Words("Fine") : Words("Warning"), fine, confiscated,
                decidingAuthority = authority, disclosureRequired = disclose }, seq);

    public static SourceEvent OnCase(string type, string day, string id = "C1", long seq = 0) =>
        Event(type,
            new { caseId = id, day, reason = "r", target = "Police", docNo = "D", kind = "k", until = day, outcome = "Passed",
                reviewerId = "R", fileNo = "F", accepted = true }, seq);

    public static SourceEvent Started(string id = "I1", string category = "Random", string team = "T01", string? task = null,
        string item = "S14") =>
        Event("inspection.started",
            new { actNo = id, category, form = "OnSite", teamId = team, itemCodes = Words(item), party = Company, officers = Officers,
                startedAt = "2026-11-02T09:00:00+08:00", taskId = task });

    public static SourceEvent Completed(string id = "I1", string result = "NoProblem", string at = "2026-11-02T11:00:00+08:00",
        string? due = null, string? caseId = null) =>
        Event("inspection.completed", new { actNo = id, endedAt = at, result, recordAttached = true, rectifyDue = due, caseId });
}
