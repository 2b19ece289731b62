using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>What the product itself says of supervision orders, and what it finds in the ledger for that.</summary>
internal static class OrderFacts
{
    /// <summary>An id may be one of several kinds.</summary>
    private const int MostNamed = 10;

    /// <summary>An event of the product itself: said again it is the same, so that it counts once.</summary>
    /// <param name="at">When it became true; not when it was found.</param>
    public static SourceEvent Said(string order, string team, string type, DateTimeOffset at, string? item, DateTimeOffset now,
        Action<Utf8JsonWriter> write) => Said(("order", "orderId", order), team, type, at, item, now, write);

    /// <summary>The same of a subject of any declared kind.</summary>
    /// <param name="of">Its kind, the field of its id, and the id.</param>
    public static SourceEvent Said((string Kind, string IdField, string Id) of, string team, string type, DateTimeOffset at, string? item,
        DateTimeOffset now, Action<Utf8JsonWriter> write)
    {
        var data = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(data, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString(of.IdField, of.Id);
            write(json);
            json.WriteEndObject();
        }

        var hash = XxHash128.HashToUInt128([.. Encoding.UTF8.GetBytes($"{type} {of.Id} {at.UtcTicks} "), .. data.WrittenSpan]);
        return new()
        {
            Source = Deed.LedgerSource,
            Id = hash.ToString("x32", CultureInfo.InvariantCulture),
            Type = type,
            Kind = of.Kind,
            Subject = of.Id,
            Team = team,
            Item = item,
            Time = at,
            Recorded = now > at ? now : at,
            Received = now,
            Data = data.WrittenSpan.ToArray(),
            Hash = hash,
        };
    }

    /// <summary>The ledger has seen a warning cleared, or has a proof.</summary>
    /// <param name="what">Warning or Evidence.</param>
    /// <param name="subject">As the order's course names it.</param>
    public static SourceEvent Confirmed(string order, string team, DateTimeOffset at, string what, string subject, DateTimeOffset now) =>
        Said(order, team, "order.confirmed", at, null, now, json =>
        {
            json.WriteString("at", Rfc3339.Write(at));
            json.WriteString("what", what);
            json.WriteString("subject", subject);
        });

    /// <summary>
    /// What the ledger has seen by now of what an order asks for, and of what was put forward as proof; only what is new.
    /// </summary>
    public static async Task<IReadOnlyList<SourceEvent>> ConfirmationsAsync(
        this ILedger ledger, string order, string team, OrderCourse course, Law law, DateTimeOffset now)
    {
        var found = new List<SourceEvent>();
        if (course.Rule is { } rule && WarningRule.NumberOf(rule) is var number && number > 0)
        {
            foreach (var target in course.UnclearedAt(DateTimeOffset.MaxValue))
            {
                if (await ledger.ClearedAsync(SubjectKey.Parse(OrderCourse.KeyOf(target)), number, law, now) is { } at)
                {
                    found.Add(Confirmed(order, team, at, "Warning", OrderCourse.KeyOf(target), now));
                }
            }
        }

        var proofs = course.Taken.SelectMany(static taken => taken.Deed.List("evidence")).Distinct().ToList();
        foreach (var proof in proofs.Except(course.Known(proofs)))
        {
            if (await ledger.HasAsync(proof))
            {
                found.Add(Confirmed(order, team, now, "Evidence", OrderCourse.KeyOfProof(proof), now));
            }
        }

        return found;
    }

    /// <summary>When the last warning of a rule on a subject was cleared or resolved; null while one stands.</summary>
    public static async Task<DateTimeOffset?> ClearedAsync(this ILedger ledger, SubjectKey key, byte rule, Law law, DateTimeOffset now)
    {
        var (stored, subject) = await ledger.ReadAsync(key, CancellationToken.None);
        var warnings = stored.Row is null ? [] : subject.Judge(law).Warnings.Where(warning => warning.Rule == rule).ToList();
        return stored.Row is null || warnings.Exists(warning => warning.Cleared is null && warning.At(now) != Level.None) ? null
            : warnings.Max(static warning => warning.Cleared?.At) ?? stored.Events.Max(static @event => @event.Time);
    }

    /// <summary>Whether the ledger has what is put forward as proof: a subject, or a record of it with this sum.</summary>
    /// <param name="proof">Named by its id, or as kind/id; of a record with its sum besides.</param>
    public static async Task<bool> HasAsync(this ILedger ledger, Reference proof)
    {
        var named = new List<SubjectKey>();
        await foreach (var row in ledger.SubjectsAsync(new() { Ids = [proof.Id], Take = MostNamed }, CancellationToken.None))
        {
            named.Add(new(row.Kind, row.Id));
        }

        if (named.Count == 0 && proof.Id.Contains('/', StringComparison.Ordinal))
        {
            named.Add(SubjectKey.Parse(proof.Id));
        }

        var stored = await ledger.RecallAsync(named, CancellationToken.None);
        return stored.Values.Any(one => one.Row is not null && (proof.Sha256 is not { } sum || one.Events.Any(@event =>
            @event.Fact is RecordAttached record && record.Sha256.Equals(sum, StringComparison.OrdinalIgnoreCase))));
    }
}
