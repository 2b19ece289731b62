using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Web.Import;

/// <summary>How an import through the browser stands (CONTRACT.md §9), as it is shown and kept.</summary>
internal sealed record ImportReport
{
    public const string Waiting = "waiting", Running = "running", Done = "done", Failed = "failed";

    /// <summary>As it is shown: people's words stay readable, and nothing here is written into HTML.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Id { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>done</c> (there may be row errors) or <c>failed</c> (with its problem).</summary>
    public string State { get; init; } = Waiting;

    public required bool DryRun { get; init; }

    /// <summary>Name of the file.</summary>
    public required string File { get; init; }

    /// <summary>The source of its events.</summary>
    public required string Source { get; init; }

    /// <summary>Who began it.</summary>
    public required string By { get; init; }

    public required DateTimeOffset Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    /// <summary>When its host has last been heard of.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Part of the file that has been read, 0 to 1; null when unknown.</summary>
    public double? Progress { get; init; }

    public long Rows { get; init; }
    public long RowsFailed { get; init; }
    public long Events { get; init; }
    public long Accepted { get; init; }
    public long Duplicates { get; init; }
    public long Quarantined { get; init; }
    public IReadOnlyDictionary<string, long> QuarantinedByCode { get; init; } = new Dictionary<string, long>();

    /// <summary>Kinds of what its events are about.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>What the reader decided for itself.</summary>
    public IReadOnlyList<Said> Remarks { get; init; } = [];

    /// <summary>The first errors.</summary>
    public IReadOnlyList<ImportError> Errors { get; init; } = [];

    /// <summary>How many errors there are.</summary>
    public long ErrorCount { get; init; }

    /// <summary>The first rows as events (dry run).</summary>
    public IReadOnlyList<ShownEvent> Shown { get; init; } = [];

    /// <summary>Why it failed.</summary>
    public Said? Problem { get; init; }
}

/// <summary>A row that was left out, or an event of one that was set aside.</summary>
/// <param name="Line">Line or row of the file, from 1.</param>
/// <param name="Id">Of the event; null for a row.</param>
/// <param name="Code">Why the event was set aside; null for a row.</param>
internal sealed record ImportError(long Line, string? Id, string? Code, Said Sentence);

/// <summary>An event as it would be sent.</summary>
internal sealed record ShownEvent(long Line, JsonElement Event);
