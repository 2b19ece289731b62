namespace Dashboard.Grains.Contracts;

/// <summary>What is registered (teams, items, officers, enterprises …), for whoever keeps the registers.</summary>
public interface IRegisters
{
    /// <summary>Subjects of a kind, with how many there are in all; what is known by its records only is among them.</summary>
    /// <param name="kind"><c>team</c>, <c>item</c>, <c>officer</c> or <c>enterprise</c>.</param>
    /// <param name="id">Only this one; null for all.</param>
    /// <param name="text">Part of what it is found by; null or empty for all.</param>
    /// <param name="skip">So many are passed over.</param>
    /// <param name="take">At most this many; 0 for all.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<(long Total, IReadOnlyList<Registration> Rows)> ListAsync(
        string kind, string? id, string? text, int skip, int take, CancellationToken cancel);

    /// <summary>One subject; where nothing is known of it, nothing is said of it.</summary>
    /// <param name="kind">As in a list.</param>
    /// <param name="id">As it is kept (<see cref="IRoster.IdOf"/>).</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Registration> ReadAsync(string kind, string id, CancellationToken cancel);

    /// <summary>How many subjects of these kinds there are.</summary>
    Task<long> CountAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel);

    /// <summary>How many records name a team or an item, besides itself; 0 for other kinds.</summary>
    Task<long> CountNamingAsync(string kind, string id, CancellationToken cancel);
}
