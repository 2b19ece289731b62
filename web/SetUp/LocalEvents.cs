using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.SetUp;

/// <summary>What somebody says of a registered subject on a set-up page.</summary>
/// <param name="Type">As the catalogue names it: <c>team.upserted</c>.</param>
/// <param name="Time">As of when it holds; null: now.</param>
/// <param name="Seq">Behind all that upstream has said of it.</param>
internal sealed record LocalEvent(string Type, string Subject, DateTimeOffset? Time, long Seq, string Operation, JsonObject Data);

/// <summary>Sends what people say on the set-up pages through the same intake as any upstream's, as source <c>/local/setup/…</c>.</summary>
internal sealed class LocalEvents(Intake intake, IEventReader reader, TimeProvider clock)
{
    private const string Source = "/local/setup";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Judges an event and records it, so that a slip in a form is answered and not quarantined.</summary>
    /// <returns>Why not; null when it is recorded.</returns>
    public async Task<Said?> RecordAsync(LocalEvent said, Caller caller, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var cloudEvent = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"{Guid.CreateVersion7():n}",
            ["source"] = caller.Kind == CallerKind.Person ? $"{Source}/{Uri.EscapeDataString(caller.Name)}" : Source,
            ["type"] = $"enforcement.{said.Type}.v1",
            ["subject"] = said.Subject,
            ["time"] = Rfc3339.Write(said.Time ?? now),
            // Said now, so that it comes after what was said before.
            ["recordedat"] = Rfc3339.Write(now),
            ["seq"] = said.Seq,
            ["op"] = said.Operation,
            ["data"] = said.Data,
        };
        var read = reader.Read(JsonSerializer.SerializeToUtf8Bytes(cloudEvent, Readable), BodyFormat.One);
        if (read[0].Refusal is { } refusal)
        {
            return RefusalWords.Of(refusal.Reason);
        }

        if (read[0].TeamHint is { } team && !(caller.MaySeeTeam(team) || said.Type == "team.upserted"))
        {
            return new Said($"中队 {team} 不在您的范围内。", $"The team {team} is not within your scope.");
        }

        if (caller.Teams is { } teams && read[0].Event is { Kind: not "team" } told
            && await intake.FirstForeignAsync([(told.Kind, told.Subject)], teams, cancel) is { } foreign)
        {
            return new Said($"{foreign.Id} 属于您范围之外的中队。", $"{foreign.Id} stands under a team that is not within your scope.");
        }

        var receipt = await intake.RecordAsync(read, cancel);
        return receipt.Quarantined > 0 ? RefusalWords.Of(receipt.Results[0].Reason) : null;
    }
}
