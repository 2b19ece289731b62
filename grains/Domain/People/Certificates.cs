using System.Collections.Frozen;

namespace Dashboard.Grains.Domain.People;

/// <summary>The register of enforcement certificates (行政执法证): who may act on which days.</summary>
internal sealed class Certificates(FrozenDictionary<string, IReadOnlyList<Validity>> known)
{
    /// <summary>Acts of fewer officers than this are a finding (行政处罚法 art. 42).</summary>
    private const int Least = 2;

    public static Certificates None { get; } = new(FrozenDictionary<string, IReadOnlyList<Validity>>.Empty);

    /// <summary>Whether enough of these may be valid on the day, each counted once.</summary>
    public bool AreEnough(string[] certificates, DateOnly day)
    {
        var valid = 0;
        for (var at = 0; at < certificates.Length; at++)
        {
            valid += Array.IndexOf(certificates, certificates[at]) == at && MayBeValid(certificates[at], day) ? 1 : 0;
        }

        return valid >= Least;
    }

    /// <summary>Whether the register would stay as it is if this were said once more.</summary>
    public bool Hold(OfficerUpserted officer) =>
        officer.CertNo is not { } certificate
        || (known.TryGetValue(certificate, out var validities) && validities.Contains(new(officer.CertValidFrom, officer.CertValidTo)));

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

    /// <summary>
    /// One the register does not know is taken for valid: that it is missing is the register's fault until somebody says otherwise.
    /// </summary>
    private bool MayBeValid(string certificate, DateOnly day) =>
        !known.TryGetValue(certificate, out var validities) || validities.Any(validity => validity.Contains(day));
}

/// <summary>Days on which a certificate is valid, both ends included; open where null.</summary>
internal readonly record struct Validity(DateOnly? From, DateOnly? To)
{
    public bool Contains(DateOnly day) => (From is null || From <= day) && (To is null || To >= day);
}

/// <summary>
/// All that was ever said of one officer's certificates: a renewal adds to the register, a correction replaces, a deletion takes away. What
/// is said again and again is kept once, with how often.
/// </summary>
internal sealed class OfficerRecord
{
    private readonly List<(string? Certificate, Validity Validity, int Times)> said = [];
    private readonly HashSet<string> named = new(StringComparer.Ordinal);
    private Contracts.SourceEvent? last;

    /// <param name="events">Events of the officer, in any order; others than <c>officer.upserted</c> say nothing here.</param>
    public OfficerRecord(IEnumerable<Contracts.SourceEvent> events)
    {
        foreach (var @event in events.Where(IsSaying).Order(Comparer<Contracts.SourceEvent>.Create(Chronicle.Compare)))
        {
            TryTell(@event);
        }
    }

    /// <summary>How many events have said something.</summary>
    public int Count { get; private set; }

    public static bool IsSaying(Contracts.SourceEvent @event) => @event.Type == "officer.upserted";

    /// <summary>Takes in what is said next; false when it belongs before what was said last, and the record is to be made anew.</summary>
    public bool TryTell(Contracts.SourceEvent @event)
    {
        if (last is not null && Chronicle.Compare(last, @event) >= 0)
        {
            return false;
        }

        last = @event.Slim();
        Count++;
        if (@event.Operation != Contracts.Operation.Insert)
        {
            TakeLast();
        }

        if (@event.Operation != Contracts.Operation.Delete && @event.Fact is OfficerUpserted officer)
        {
            named.UnionWith(officer.CertNo is { } certificate ? [certificate] : []);
            var validity = new Validity(officer.CertValidFrom, officer.CertValidTo);
            if (said.Count > 0 && (said[^1].Certificate, said[^1].Validity) == (officer.CertNo, validity))
            {
                said[^1] = said[^1] with { Times = said[^1].Times + 1 };
            }
            else
            {
                said.Add((officer.CertNo, validity, 1));
            }
        }

        return true;
    }

    /// <summary>Every certificate that was ever named, corrections included.</summary>
    public IEnumerable<string> Certificates() => named;

    public IEnumerable<(string Certificate, Validity Validity)> Validities() =>
        said.Where(told => told.Certificate is not null).Select(told => (told.Certificate!, told.Validity));

    private void TakeLast()
    {
        if (said.Count == 0)
        {
            return;
        }

        var (certificate, validity, times) = said[^1];
        said.RemoveAt(said.Count - 1);
        if (times > 1)
        {
            said.Add((certificate, validity, times - 1));
        }
    }
}
