namespace Dashboard.Grains.Contracts;

/// <summary>Something recorded that cannot be in force and is left out: what was there before it stays.</summary>
/// <param name="Kind">Kind of its subject: <c>rules</c>, <c>calendar</c>, <c>item</c> …</param>
/// <param name="Subject">Id of its subject: of a rule set the version.</param>
/// <param name="Reason">A sentence.</param>
public sealed record RosterProblem(string Kind, string Subject, string Reason);
