using System.Collections.Frozen;

namespace Dashboard.Grains.Domain.People;

/// <summary>The register of enforcement certificates (行政执法证): who may act on which days.</summary>
internal sealed class Certificates(FrozenDictionary<string, IReadOnlyList<Validity>> known)
{
    /// <summary>Acts of fewer officers than this are a finding (行政处罚法 art. 42).</summary>
    private const int Least = 2;

    public static Certificates None { get; } = new(FrozenDictionary<string, IReadOnlyList<Validity>>.Empty);

    /// <summary>
    /// How many of these are certificates that may be valid on the day, each counted once. One the register does not know is taken for
    /// valid:
    /// that it is missing is the register's fault until somebody says otherwise.
    /// </summary>
    public bool AreEnough(IEnumerable<string> certificates, DateOnly day) =>
        certificates.Distinct(StringComparer.Ordinal)
            .Count(certificate => !known.TryGetValue(certificate, out var validities)
                || validities.Any(validity => validity.Contains(day))) >= Least;

    /// <summary>From the events of all officers.</summary>
    public static Certificates Of(IEnumerable<OfficerRecord> officers)
    {
        var known = new Dictionary<string, IReadOnlyList<Validity>>(StringComparer.Ordinal);
        foreach (var (certificate, validity) in officers.SelectMany(officer => officer.Validities()))
        {
            known[certificate] = known.TryGetValue(certificate, out var others) ? [.. others, validity] : [validity];
        }

        return new(known.ToFrozenDictionary(StringComparer.Ordinal));
    }
}

/// <summary>Days on which a certificate is valid, both ends included; open where null.</summary>
internal readonly record struct Validity(DateOnly? From, DateOnly? To)
{
    public bool Contains(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}

/// <summary>
/// All that was ever said of one officer's certificates: a renewal adds to the register, a correction replaces, a deletion takes away.
/// </summary>
internal sealed class OfficerRecord(IEnumerable<Contracts.SourceEvent> events)
{
    /// <summary>Every certificate that was ever named, corrections included.</summary>
    public IEnumerable<string> Certificates() =>
        events.Select(@event => @event.Fact).OfType<OfficerUpserted>().Select(officer => officer.CertNo).OfType<string>();

    public IEnumerable<(string Certificate, Validity Validity)> Validities()
    {
        var said = new List<OfficerUpserted?>();
        foreach (
            var @event in events.Where(@event => @event.Type == "officer.upserted")
                .Order(Comparer<Contracts.SourceEvent>.Create(Chronicle.Compare)))
        {
            if (@event.Operation != Contracts.Operation.Insert && said.Count > 0)
            {
                said.RemoveAt(said.Count - 1);
            }

            if (@event.Operation != Contracts.Operation.Delete)
            {
                said.Add(@event.Fact as OfficerUpserted);
            }
        }

        return said.OfType<OfficerUpserted>()
            .Where(officer => officer.CertNo is not null)
            .Select(officer => (officer.CertNo!, new Validity(officer.CertValidFrom, officer.CertValidTo)));
    }
}
