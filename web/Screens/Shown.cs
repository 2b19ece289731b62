using System.Collections.Concurrent;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>What all screens of a feed have been sent: one version, written once for all who join at it.</summary>
internal sealed record Shown(View View, EncodedDocument Document, string Digest)
{
    /// <summary>What was missed since earlier versions, by version; null where only the whole document says it.</summary>
    public ConcurrentDictionary<long, EncodedDocument?> Missed { get; } = [];
}
