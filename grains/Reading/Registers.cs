using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Reading;

/// <summary>Registers from the ledger: the rows of their kinds, and the events that hold of each.</summary>
internal sealed class Registers(ILedger ledger) : IRegisters
{
    /// <inheritdoc/>
    public async Task<(long Total, IReadOnlyList<Registration> Rows)> ListAsync(
        string kind, string? id, string? text, int skip, int take, CancellationToken cancel)
    {
        var filter = new SubjectFilter
        {
            Kinds = [kind],
            Ids = id is null ? null : [id],
            Text = text is { Length: > 0 } ? SearchText.Query(text) : null,
            Skip = skip,
            Take = take,
        };
        var ids = new List<string>();
        await foreach (var row in ledger.SubjectsAsync(filter, cancel))
        {
            ids.Add(row.Id);
        }

        var rows = await ReadAsync(kind, ids, cancel);
        return (await ledger.CountSubjectsAsync(filter, cancel), rows);
    }

    /// <inheritdoc/>
    public async Task<Registration> ReadAsync(string kind, string id, CancellationToken cancel) =>
        (await ReadAsync(kind, [id], cancel))[0];

    /// <inheritdoc/>
    public Task<long> CountAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) =>
        ledger.CountSubjectsAsync(new() { Kinds = kinds }, cancel);

    /// <inheritdoc/>
    public async Task<long> CountNamingAsync(string kind, string id, CancellationToken cancel)
    {
        SubjectFilter? named = kind switch
        {
            "team" => new() { DeclaredTeams = [id] },
            "item" => new() { Items = [id] },
            _ => null,
        };
        return named is null ? 0
            : await ledger.CountSubjectsAsync(named, cancel) - await ledger.CountSubjectsAsync(named with { Kinds = [kind] }, cancel);
    }

    private async Task<List<Registration>> ReadAsync(string kind, IReadOnlyList<string> ids, CancellationToken cancel)
    {
        var recalled = await ledger.RecallAsync([.. ids.Select(id => new SubjectKey(kind, id))], cancel);
        return [.. ids.Select(id => Of(id, recalled.GetValueOrDefault(new SubjectKey(kind, id))?.Events ?? []))];
    }

    private static Registration Of(string id, IReadOnlyList<SourceEvent> events) => new(
        id,
        Chronicle.Live(events).FindAll(static @event => @event.Operation != Operation.Delete),
        events.Select(static @event => @event.Seq).DefaultIfEmpty().Max());
}
