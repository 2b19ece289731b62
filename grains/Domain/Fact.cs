using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>What an upstream event says, typed (catalogue: DOMAIN.md §14.3). A fact never changes; a correction is another fact.</summary>
internal abstract record Fact
{
    /// <summary>When it happened, as the envelope says.</summary>
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>When this product received it: what came to be known late is told by this.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The civil date of the event itself, for facts whose data carry no day.</summary>
    public DateOnly OccurredOn => Shanghai.Day(OccurredAt);

    /// <summary>
    /// The instant to be taken for a day that the data names: the event's own if it lies on that day, else the day's first.
    /// </summary>
    public DateTimeOffset InstantOn(DateOnly day) => OccurredOn == day ? OccurredAt : Shanghai.Midnight(day);

    /// <summary>The team the data names as responsible; outranks the envelope's <c>teamid</c>, which only routes.</summary>
    public virtual string? Team => null;

    /// <summary>The primary supervision item the data names.</summary>
    public virtual string? Item => null;

    /// <summary>
    /// Which of several facts of one type this is: a correction with the same key replaces it.
    /// Empty: the subject has at most one. Null: any number, told apart only by their order.
    /// </summary>
    public virtual string? Key => "";

    /// <summary>
    /// What a correction names that does not repeat the whole key: the receipt of a payment. A correction finds its fact by the key first.
    /// </summary>
    public virtual string? Number => Key;

    /// <summary>It decides on a penalty: what is done on it afterwards is of its round.</summary>
    public virtual bool Decides => false;

    /// <summary>The day of an act that presupposes a decision: service, publication, payment …; null for all other facts.</summary>
    public virtual DateOnly? ActedOn => null;

    /// <summary>Said again, such an act replaces the one before it only within the same round.</summary>
    public virtual bool IsOfRound => ActedOn is not null;
}

/// <summary>A fact that never was: only its type and key matter.</summary>
internal sealed record Retraction(string? RetractedKey, string? RetractedNumber) : Fact
{
    public override string? Key => RetractedKey;

    public override string? Number => RetractedNumber;
}

/// <summary>The person or organisation an act is about.</summary>
/// <param name="Kind">NaturalPerson, Individual (个体工商户), LegalPerson, OtherOrg.</param>
/// <param name="Name">As upstream writes it; never leaves the server unmasked.</param>
/// <param name="Code">Unified credit code, or a keyed hash of a personal id; null where upstream has none.</param>
/// <param name="IsUscc">True when <paramref name="Code"/> is sent as a unified credit code (GB 32100).</param>
/// <param name="IsMinor">Under 18.</param>
internal sealed record Party(PartyKind Kind, string Name, string? Code, bool IsUscc, bool IsMinor)
{
    /// <summary>An enterprise, a one-person business or another organisation: whom 涉企行政检查 is about (DOMAIN.md §7).</summary>
    public bool IsEnterprise => Kind is PartyKind.LegalPerson or PartyKind.Individual or PartyKind.OtherOrg;

    /// <summary>
    /// Its check character does not fit, or it is a number of another kind: the firm is kept under it, and marked, since nobody can tell
    /// whether another is meant.
    /// </summary>
    public bool IsCodeInDoubt { get; init; }

    /// <summary>Null for natural persons and where no credit code is known.</summary>
    public string? Uscc => Kind != PartyKind.NaturalPerson && IsUscc && Code is { Length: > 0 } ? Code : null;

    /// <summary>What the record is to be marked with for it; null for nothing.</summary>
    public string? Mark => IsCodeInDoubt ? "firmCode" : null;

    /// <summary>
    /// The name by which records are found: of a firm or an office. A one-person business bears the name of a person.
    /// </summary>
    public string? SearchedName => Kind is PartyKind.LegalPerson or PartyKind.OtherOrg ? Name : null;

    /// <summary>Label for lists and walls (DOMAIN.md §13): persons never, organisations only once decided and disclosed.</summary>
    public string Label(bool disclosed) => Kind switch
    {
        PartyKind.NaturalPerson => "当事人(个人)",
        PartyKind.Individual => disclosed ? Name : "某个体工商户",
        PartyKind.LegalPerson => disclosed ? Name : "某企业",
        _ => disclosed ? Name : "某单位",
    };
}

internal enum PartyKind : byte
{
    Other = 0,
    NaturalPerson,
    Individual,
    LegalPerson,
    OtherOrg,
}
