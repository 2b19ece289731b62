using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The forms of the year: an act is judged before it is recorded, and refused with a sentence; what holds goes in as an event of source
/// <c>/local/year/…</c>.
/// </summary>
internal sealed class YearForms(IYear year, FormEvents events, TimeProvider clock)
{
    private const string Folder = "year";

    /// <summary>Begins a subject: an agenda, a duty, a meeting.</summary>
    /// <returns>Its id, or why not and under which status.</returns>
    public async Task<(string? Id, Said? Refusal, int Status)> BeginAsync(
        string kind, JsonObject given, Caller caller, CancellationToken cancel)
    {
        if (year.Beginnings.FirstOrDefault(one => one.Kind == kind) is not { } beginning)
        {
            return (null, YearSentences.Unknown, StatusCodes.Status404NotFound);
        }

        if (Offices.Of(caller, beginning.Act.Roles) is not { } actor)
        {
            return (null, YearSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var now = clock.GetUtcNow();
        var id = $"{kind}-{Shanghai.Day(now):yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var data = FormEvents.Only(given, [.. beginning.Act.Fields.Select(static field => field.Name)]);
        data["by"] = actor.Id;
        var (refusal, status) = await RecordAsync((beginning.IdField, id), beginning.Act.Type, data, now, caller, cancel);
        return refusal is null ? (id, null, StatusCodes.Status201Created) : (null, refusal, status);
    }

    /// <summary>Does one step on a duty.</summary>
    /// <param name="act">As its event names it, without the kind: <c>progressReported</c>.</param>
    /// <returns>Why not, and under which status; no refusal when it is recorded.</returns>
    public async Task<(Said? Refusal, int Status)> ActAsync(
        string id, string act, JsonObject given, Caller caller, CancellationToken cancel)
    {
        if (await year.ActsAsync(id, caller.Reader, cancel) is not { } acts)
        {
            return (YearSentences.Unknown, StatusCodes.Status404NotFound);
        }

        if (acts.FirstOrDefault(one => one.Type == $"duty.{act}") is not { } found)
        {
            return (YearSentences.Of("stage"), StatusCodes.Status409Conflict);
        }

        if (Offices.Of(caller, found.Roles) is not { } actor)
        {
            return (YearSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var now = clock.GetUtcNow();
        var data = FormEvents.Only(given, [.. found.Fields.Select(static field => field.Name)]);
        (data["by"], data["byRole"], data["at"], data["day"]) =
            (actor.Id, actor.Role, Rfc3339.Write(now), Rfc3339.Write(Shanghai.Day(now)));
        return await RecordAsync(("dutyId", id), found.Type, data, now, caller, cancel);
    }

    private Task<(Said? Refusal, int Status)> RecordAsync((string Field, string Id) subject, string type, JsonObject data,
        DateTimeOffset now, Caller caller, CancellationToken cancel) =>
        events.JudgeAsync(Folder, subject, caller, (now, type, data), year.ObjectionAsync, YearSentences.Of, cancel);
}
