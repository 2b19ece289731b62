using System.Text.Json;
using Dashboard.Grains;

namespace Dashboard.Web.Import;

/// <summary>Gathers what happens during an import into its report: the first errors whole, the rest in the list.</summary>
/// <param name="errors">Takes every error.</param>
internal sealed class ImportWatch(ImportReport begun, ErrorList errors) : IImportWatcher
{
    public const int MostShownRows = 20;

    /// <summary>Errors that stand on the page.</summary>
    private const int MostErrors = 20;

    private readonly Lock turn = new();
    private readonly List<Said> remarks = [];
    private readonly List<ImportError> first = [];
    private readonly List<ShownEvent> shown = [];
    private readonly HashSet<long> shownRows = [];
    private ImportReport report = begun;

    /// <summary>How it stands now.</summary>
    public ImportReport Report
    {
        get
        {
            lock (turn)
            {
                return report with { Remarks = [.. remarks], Errors = [.. first], ErrorCount = errors.Count, Shown = [.. shown] };
            }
        }
    }

    public void Remarked(Said sentence)
    {
        lock (turn)
        {
            remarks.Add(sentence);
        }
    }

    public void RowFailed(long line, Said sentence) => Add(new(line, null, null, sentence), "行错误 row error");

    public void EventQuarantined(long line, string id, string code, Said reason) =>
        Add(new(line, IdentityNumbers.Mask(id), code, reason), "隔离 quarantined");

    public void EventShown(long line, ReadOnlyMemory<byte> json)
    {
        lock (turn)
        {
            if (shownRows.Contains(line) || shownRows.Count < MostShownRows)
            {
                shownRows.Add(line);
                using var masked = JsonDocument.Parse(IdentityNumbers.Mask(System.Text.Encoding.UTF8.GetString(json.Span)));
                shown.Add(new(line, masked.RootElement.Clone()));
            }
        }
    }

    public void Waiting(string why, TimeSpan delay)
    {
        // What waits is this host's own intake, and the report's age says so.
    }

    public void Advanced(ImportTally tally, double? progress)
    {
        lock (turn)
        {
            report = report with
            {
                Progress = progress,
                Rows = tally.Rows,
                RowsFailed = tally.RowsFailed,
                Events = tally.Events,
                Accepted = tally.Accepted,
                Duplicates = tally.Duplicates,
                Quarantined = tally.Quarantined,
                QuarantinedByCode = new Dictionary<string, long>(tally.QuarantinedByCode),
            };
        }
    }

    /// <summary>It goes on, or has ended.</summary>
    public ImportReport Stand(string state, DateTimeOffset at, Said? problem = null)
    {
        lock (turn)
        {
            report = report with
            {
                State = state,
                At = at,
                Problem = problem,
                Ended = state is ImportReport.Done or ImportReport.Failed ? at : null,
            };
        }

        return Report;
    }

    private void Add(ImportError error, string kind)
    {
        lock (turn)
        {
            errors.Add(error.Line, kind, error.Id, error.Code, error.Sentence);
            if (first.Count < MostErrors)
            {
                first.Add(error);
            }
        }
    }
}
