using System.Text.Json.Serialization;

namespace Dashboard.Grains.Contracts;

/// <summary>What an upstream row does to the fact it names (the national exchange's <c>cd_operation</c>).</summary>
public enum Operation : byte
{
    /// <summary>A new fact.</summary>
    Insert = 0,

    /// <summary>A corrected fact: replaces the earlier one.</summary>
    Update = 1,

    /// <summary>The fact never was: everything it contributed is taken back.</summary>
    Delete = 2,
}

/// <summary>
/// One upstream event that passed the edge: a CloudEvents 1.0 envelope with its data still as upstream wrote it.
/// Identity is <see cref="Source"/> + <see cref="Id"/>; <see cref="Hash"/> tells a repetition from a contradiction.
/// </summary>
[GenerateSerializer, Immutable]
public sealed record SourceEvent
{
    private const string Prefix = "enforcement.";
    private const string CatalogPrefix = "cn.nbhs.jt.";
    private const string Suffix = ".v1";

    /// <summary>CloudEvents <c>source</c>: the upstream system.</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>CloudEvents <c>id</c>, unique per source.</summary>
    [Id(1)] public required string Id { get; init; }

    /// <summary>Event name without prefix and version: <c>case.filed</c>.</summary>
    [Id(2)] public required string Type { get; init; }

    /// <summary>Kind of the subject the fact is about: <c>case</c>, <c>inspection</c> …</summary>
    [Id(3)] public required string Kind { get; init; }

    /// <summary>Id of the subject within its kind.</summary>
    [Id(4)] public required string Subject { get; init; }

    /// <summary>When it happened, as upstream says.</summary>
    [Id(5)] public required DateTimeOffset Time { get; init; }

    /// <summary>When upstream recorded it; equals <see cref="Time"/> where upstream does not say.</summary>
    [Id(6)] public required DateTimeOffset Recorded { get; init; }

    /// <summary>When this product received it.</summary>
    [Id(7)] public required DateTimeOffset Received { get; init; }

    /// <summary>The <c>teamid</c> extension, or null.</summary>
    [Id(8)] public string? Team { get; init; }

    /// <summary>The <c>itemcode</c> extension, normalised, or null.</summary>
    [Id(9)] public string? Item { get; init; }

    /// <summary>Per-subject order given by upstream; 0 where absent.</summary>
    [Id(10)] public long Seq { get; init; }

    /// <summary>Insert, update or delete.</summary>
    [Id(11)] public Operation Operation { get; init; }

    /// <summary>The <c>batch</c> extension, or null.</summary>
    [Id(12)] public string? Batch { get; init; }

    /// <summary>The <c>data</c> object as UTF-8 JSON.</summary>
    [Id(13)] public required byte[] Data { get; init; }

    /// <summary>128 bits of everything upstream said, by value; events of earlier releases hold one of another making.</summary>
    [Id(14)] public required UInt128 Hash { get; init; }

    /// <summary>The name of a type in the catalogue: <c>case.filed</c>; empty when it is written otherwise.</summary>
    public static ReadOnlySpan<char> NameOf(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var prefix = type.StartsWith(Prefix, StringComparison.Ordinal) ? Prefix : CatalogPrefix;
        return type.Length > prefix.Length + Suffix.Length
            && type.StartsWith(prefix, StringComparison.Ordinal) && type.EndsWith(Suffix, StringComparison.Ordinal)
            ? type.AsSpan(prefix.Length..^Suffix.Length)
            : default;
    }

    /// <summary>The typed fact, parsed once per process; never travels or is stored.</summary>
    [JsonIgnore] internal Domain.Fact Fact => parsed ??= Domain.Facts.Read(this);

    /// <summary>The same event without its raw data, for keeping in memory beside its parsed fact.</summary>
    internal SourceEvent Slim()
    {
        _ = Fact;
        return this with { Data = [] };
    }

    /// <summary>The same event without its data and its fact, for keeping its place in the order only.</summary>
    internal SourceEvent WithoutData() => this with { Data = [], parsed = null };

    /// <summary>The event with its fact already parsed by the edge.</summary>
    internal SourceEvent Parsed(Domain.Fact fact)
    {
        parsed = fact;
        return this;
    }

    [NonSerialized] private Domain.Fact? parsed;
}
