using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Reference;

/// <summary>
/// The rule set that this release brings. A fresh installation has it from the beginning; one that runs that of an earlier release
/// unchanged has it from the day on which it first starts with this one, so that what has happened stays judged as it was. Who has
/// published rules of their own keeps them, and is told what of this release's they lack.
/// </summary>
internal sealed class ShippedRules(Settings settings, ILedgerReading ledger, TimeProvider clock)
{
    private static readonly string[] Sections = ["limits", "guards", "warnings", "metrics"];

    private readonly Document shipped =
        Document.Parse(System.Text.Encoding.UTF8.GetBytes(SeedFiles.ReadRules(settings.Seeds).ToJsonString()));

    public string Version => (string)shipped["version"]!;

    /// <summary>
    /// The event to be posted; null when there is nothing to publish. Hosts that start together make the same event of it, which is
    /// recorded once.
    /// </summary>
    public async Task<(byte[]? Event, bool HasOwn)> DueAsync(CancellationToken cancel)
    {
        var published = new List<(string Source, string Version)>();
        await foreach (var @event in ledger.EventsAsync(["rules"], cancel))
        {
            published.Add((@event.Source, @event.Subject));
        }

        var hasOwn = published.Exists(static rules => rules.Source != ReferenceData.Source);
        var isNew = published.TrueForAll(rules => IsOlder(rules.Version, Version));
        DateOnly? from = published.Count == 0 ? null : Shanghai.Day(clock.GetUtcNow());
        return (hasOwn || !isNew ? null : ReferenceData.Rules(settings.Seeds, from), hasOwn);
    }

    /// <summary>What of this release's rules others have no entry for, and what they say otherwise: as ids (W57).</summary>
    /// <param name="inForce">Their entry of a section by its id, or null.</param>
    public (IReadOnlyList<string> Missing, IReadOnlyList<string> Other) Differences(Func<string, string, Document?> inForce)
    {
        var (missing, other) = (new List<string>(), new List<string>());
        foreach (var section in Sections)
        {
            foreach (var entry in (shipped[section] as IEnumerable<object> ?? []).OfType<Document>())
            {
                var id = (string)entry["id"]!;
                var theirs = inForce(section, id);
                if (theirs is null)
                {
                    missing.Add(id);
                }
                else if (!theirs.ToUtf8().AsSpan().SequenceEqual(entry.ToUtf8()))
                {
                    other.Add(id);
                }
            }
        }

        return (missing, other);
    }

    /// <summary>Versions count up in each part, 2026.9 before 2026.10.</summary>
    private static bool IsOlder(string version, string than) =>
        System.Version.TryParse(version, out var left) && System.Version.TryParse(than, out var right) ? left < right
            : string.CompareOrdinal(version, than) < 0;
}
