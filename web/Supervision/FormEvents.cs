using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Supervision;

/// <summary>What a form says goes in as an event of source <c>/local/…</c>, through the same intake as any upstream's.</summary>
internal sealed class FormEvents(Intake intake, IEventReader reader)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The events of a form, read and checked.</summary>
    /// <param name="folder">Of the source: <c>orders</c>.</param>
    /// <param name="subject">The field of its id, and the id.</param>
    /// <param name="caller">Whose form it is.</param>
    /// <param name="said">When, event name and data of each.</param>
    public List<IncomingEvent> Read(string folder, (string Field, string Id) subject, Caller caller,
        params (DateTimeOffset At, string Type, JsonObject Data)[] said) => Read(SourceOf(folder, caller), subject, said);

    /// <summary>The same, of a source.</summary>
    public List<IncomingEvent> Read(
        string source, (string Field, string Id) subject, params (DateTimeOffset At, string Type, JsonObject Data)[] said)
    {
        var batch = new JsonArray([.. said.Select(one =>
        {
            one.Data[subject.Field] = subject.Id;
            return new JsonObject
            {
                ["specversion"] = "1.0", ["id"] = $"{Guid.CreateVersion7():n}", ["source"] = source,
                ["type"] = $"enforcement.{one.Type}.v1", ["subject"] = subject.Id, ["time"] = Rfc3339.Write(one.At), ["data"] = one.Data,
            };
        })]);
        return reader.Read(JsonSerializer.SerializeToUtf8Bytes(batch, Readable), BodyFormat.Batch);
    }

    /// <summary>Judges what a form says before it is recorded: refused with a sentence and a status, or recorded.</summary>
    /// <param name="folder">Of the source: <c>year</c>.</param>
    /// <param name="subject">The field of its id, and the id.</param>
    /// <param name="caller">Whose form it is.</param>
    /// <param name="said">When, event name and data.</param>
    /// <param name="objectionOf">Why it would not move its subject; null where it would.</param>
    /// <param name="sentenceOf">That reason as a sentence.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    public async Task<(Said? Refusal, int Status)> JudgeAsync(string folder, (string Field, string Id) subject, Caller caller,
        (DateTimeOffset At, string Type, JsonObject Data) said, Func<SourceEvent, CancellationToken, Task<string?>> objectionOf,
        Func<string, Said> sentenceOf, CancellationToken cancel)
    {
        var read = Read(folder, subject, caller, said);
        return read[0].Refusal is { } refusal ? (RefusalWords.Of(refusal.Reason), StatusCodes.Status400BadRequest)
            : await objectionOf(read[0].Event!, cancel) is { } objection ? (sentenceOf(objection), StatusCodes.Status409Conflict)
            : (await RecordAsync(read, cancel), StatusCodes.Status400BadRequest);
    }

    /// <summary>Records them; a sentence when they could not be taken.</summary>
    public async Task<Said?> RecordAsync(List<IncomingEvent> events, CancellationToken cancel)
    {
        var receipt = await intake.RecordAsync(events, cancel);
        return receipt.Quarantined > 0 ? RefusalWords.Of(receipt.Results[0].Reason) : null;
    }

    /// <summary>The source of what a caller says by a form.</summary>
    public static string SourceOf(string folder, Caller caller) =>
        $"/local/{folder}/{(caller.Kind == CallerKind.Person ? Uri.EscapeDataString(caller.Name) : "local")}";

    /// <summary>These members of what was given, without those that are empty.</summary>
    public static JsonObject Only(JsonObject given, params ReadOnlySpan<string> names)
    {
        var some = new JsonObject();
        foreach (var name in names)
        {
            if (given[name] is { } value && !(value.AsText()?.Trim().Length == 0))
            {
                some[name] = value.DeepClone();
            }
        }

        return some;
    }
}
