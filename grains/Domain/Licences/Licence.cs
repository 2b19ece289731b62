using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Licences;

/// <summary>A licence application (行政许可办件).</summary>
internal sealed record Licence : Subject
{
    public LicenceAccepted? Accepted { get; init; }
    public LicenceDecided? Decided { get; init; }
    public LicenceIssued? Issued { get; init; }
    public Disclosure Disclosure { get; init; } = Disclosure.None;

    public override string Stage => Issued is not null ? "issued" : Decided is not null ? "decided" : "accepted";

    public override bool Open => Accepted is not null && Decided is null && Issued is null;

    protected override Subject Apply(Fact fact) => fact switch
    {
        LicenceAccepted accepted => this with { Accepted = accepted },
        LicenceDecided decided => this with { Decided = decided },
        LicenceIssued issued => this with { Issued = issued },
        DecisionPublished published => this with { Disclosure = Disclosure.Apply(published) },
        _ => this,
    };

    public override IEnumerable<Count> Counts()
    {
        if (Accepted is { } accepted)
        {
            yield return new(Counter.LicencesAccepted, accepted.On, 1);
        }

        if (Decided is { } decided)
        {
            yield return new(Counter.LicencesDecided, decided.On, 1);
        }

        if (Open)
        {
            yield return new(Counter.LicenceOpen, Accepted!.On, 1);
        }

        foreach (var count in Disclosure.Counts(Decided?.On, Decided?.DisclosureRequired ?? false))
        {
            yield return count;
        }
    }
}
