using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The forms of a report: drafting takes the figures of the ledger, all else is judged before it is recorded, and refused with a sentence;
/// what holds goes in as an event of source <c>/local/reports/…</c>.
/// </summary>
internal sealed class ReportForms(IReports reports, FormEvents events, TimeProvider clock)
{
    private const string Folder = "reports";

    /// <summary>Does one step on a report.</summary>
    /// <param name="year">The year it is of.</param>
    /// <param name="kind">Which of the reports.</param>
    /// <param name="act">As its event names it, without the kind: <c>edited</c>.</param>
    /// <returns>Why not, and under which status; no refusal when it is recorded.</returns>
    public async Task<(Said? Refusal, int Status)> ActAsync(
        int year, string kind, string act, JsonObject given, Caller caller, CancellationToken cancel)
    {
        if ((await reports.ActsAsync(year, kind, cancel)).FirstOrDefault(one => one.Type == $"report.{act}") is not { } found)
        {
            return (ReportSentences.Of("stage"), StatusCodes.Status409Conflict);
        }

        if (Offices.Of(caller, found.Roles) is not { } actor)
        {
            return (ReportSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var now = clock.GetUtcNow();
        var data = FormEvents.Only(given, [.. found.Fields.Select(static field => field.Name)]);
        if (act == "drafted")
        {
            if (await reports.DraftAsync(year, kind, cancel) is not { } draft)
            {
                return (ReportSentences.NotOver, StatusCodes.Status409Conflict);
            }

            data = JsonNode.Parse(draft.ToUtf8())!.AsObject();
        }
        else
        {
            (data["by"], data["day"]) = (actor.Id, Rfc3339.Write(Shanghai.Day(now)));
        }

        if (act == "corrected" && !await AddDifferenceAsync(data, year, kind, cancel))
        {
            return (ReportSentences.NothingToCorrect, StatusCodes.Status409Conflict);
        }

        return await events.JudgeAsync(Folder, ("reportId", reports.IdOf(year, kind)), caller, (now, found.Type, data),
            reports.ObjectionAsync, ReportSentences.Of, cancel);
    }

    /// <summary>Drafts a report as the system itself: nobody has to think of it for its days to run.</summary>
    public async Task DraftAsync(int year, string kind, CancellationToken cancel)
    {
        if (await reports.DraftAsync(year, kind, cancel) is { } draft)
        {
            await events.RecordAsync(events.Read($"/local/{Folder}/system", ("reportId", reports.IdOf(year, kind)),
                (clock.GetUtcNow(), "report.drafted", JsonNode.Parse(draft.ToUtf8())!.AsObject())), cancel);
        }
    }

    /// <summary>What was published, and what the ledger says now.</summary>
    private async Task<bool> AddDifferenceAsync(JsonObject data, int year, string kind, CancellationToken cancel)
    {
        var report = await reports.ReadAsync(year, kind, isOfWork: false, cancel);
        var difference = (report["differences"] as IEnumerable<object> ?? []).OfType<Document>()
            .FirstOrDefault(one => one["id"] as string == data["figureId"].AsText());
        (data["old"], data["new"]) = (difference?["told"] as string, difference?["now"] as string);
        return difference is not null;
    }
}
