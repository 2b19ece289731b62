namespace Dashboard.Grains.Domain.Warnings;

/// <summary>A warning that stands now.</summary>
/// <param name="Rule">Number of the rule: 1 is W01.</param>
/// <param name="Since">When it was raised, in seconds since 1970.</param>
/// <param name="Acknowledged">Somebody has taken note of it at this level.</param>
/// <param name="Events">Of a source: how many of its events wait in quarantine, or came late after its silence.</param>
/// <param name="SilentSince">Of a source that is back: when its silence began, in seconds since 1970; otherwise 0.</param>
[GenerateSerializer, Immutable]
internal sealed record RaisedWarning(
    [property: Id(0)] byte Rule,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Item,
    [property: Id(4)] Level Level,
    [property: Id(5)] DateOnly? Due,
    [property: Id(6)] long Since,
    [property: Id(7)] bool Acknowledged,
    [property: Id(8)] string Team = "",
    [property: Id(9)] long Events = 0,
    [property: Id(10)] long SilentSince = 0)
{
    /// <summary>The higher level first, then what falls due first, then what stands longest.</summary>
    public static IComparer<RaisedWarning> MostUrgentFirst { get; } = Comparer<RaisedWarning>.Create(static (left, right) =>
    {
        var order = (int)right.Level - (int)left.Level;
        order = order != 0 ? order : (left.Due ?? DateOnly.MinValue).CompareTo(right.Due ?? DateOnly.MinValue);
        order = order != 0 ? order : left.Since.CompareTo(right.Since);
        order = order != 0 ? order : left.Rule.CompareTo(right.Rule);
        order = order != 0 ? order : string.CompareOrdinal(left.Kind, right.Kind);
        order = order != 0 ? order : string.CompareOrdinal(left.Subject, right.Subject);
        return order != 0 ? order : string.CompareOrdinal(left.Team, right.Team);
    });

    /// <summary>The id of its rule, W01 …</summary>
    public string RuleId => IdOf(Rule);

    /// <summary>The id of a rule by its number.</summary>
    public static string IdOf(byte rule) => $"W{rule:00}";

    /// <summary>Adds it to the counts of its rule, or takes it off (<paramref name="sign"/> −1).</summary>
    public void CountIn(int[] counts, int sign) => Alarms.Count(counts, Level, Acknowledged, sign);

    /// <summary>A watch after so many of its steps.</summary>
    public static RaisedWarning Of(string kind, string subject, string item, Watch watch, int taken) =>
        new(watch.Rule, kind, subject, item, watch.After(taken), watch.Due, watch.Since(taken),
            watch.IsAcknowledged(taken));

    /// <summary>A source's watch after so many of its steps.</summary>
    public static RaisedWarning OfSource(string source, Watch watch, int taken, long events, long silentSince) =>
        Of(Silence.Kind, source, "", watch, taken) with { Events = events, SilentSince = silentSince };
}
