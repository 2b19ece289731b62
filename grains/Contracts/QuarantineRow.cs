namespace Dashboard.Grains.Contracts;

/// <summary>An event that could not be recorded, as it came, with the reason.</summary>
/// <param name="Key">Its number; 0 before it is written.</param>
/// <param name="Source">CloudEvents source, identity numbers masked.</param>
/// <param name="Id">CloudEvents id, identity numbers masked.</param>
/// <param name="Type">As it came, shortened.</param>
/// <param name="Code">The rule of DOMAIN.md §14.1: <c>V6</c>.</param>
/// <param name="Reason">A sentence in English.</param>
/// <param name="Received">When it was set aside.</param>
/// <param name="State">What became of it.</param>
/// <param name="Hash">128 bits of the whole event, by value.</param>
/// <param name="Raw">The whole CloudEvent as UTF-8 JSON, identity numbers masked.</param>
public sealed record QuarantineRow(
    long Key,
    string Source,
    string Id,
    string Type,
    string Code,
    string Reason,
    DateTimeOffset Received,
    QuarantineState State,
    UInt128 Hash,
    byte[] Raw);
