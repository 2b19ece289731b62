namespace Dashboard.Grains.Contracts;

/// <summary>Who acts on a subject that is born here: an order, a duty of the year.</summary>
/// <param name="Id">Opaque id; kept in the ledger, shown to nobody.</param>
/// <param name="Role">R1 to R4 (SUPERVISION.md §0.1).</param>
public sealed record Actor(string Id, string Role);

/// <summary>A field of the form of an act.</summary>
/// <param name="Name">As the event names it.</param>
/// <param name="Sort">text, prose, word, day, flag, count, team, subjects, evidence, codes or measure.</param>
/// <param name="IsRequired">The act needs it.</param>
/// <param name="Most">The longest text, the greatest number.</param>
/// <param name="Words">Of a word: those it may be.</param>
public sealed record ActField(string Name, string Sort, bool IsRequired, int Most, IReadOnlyList<string> Words);

/// <summary>What may be done with a subject as it stands.</summary>
/// <param name="Type">The event: <c>order.accepted</c>.</param>
/// <param name="Roles">Who may, the lowest rank first.</param>
/// <param name="Fields">What its form asks for.</param>
/// <param name="IsOfCoTeam">It is done for a team that takes part and does not answer for it: nothing is finished by it.</param>
public sealed record Act(string Type, IReadOnlyList<string> Roles, IReadOnlyList<ActField> Fields, bool IsOfCoTeam = false);
