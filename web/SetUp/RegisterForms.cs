using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.SetUp;

/// <summary>
/// The registers of the bureau, teams, items, officers and enterprises, read from the ledger and changed by events of source
/// <c>/local/setup/…</c> through the same intake as any upstream's (CONTRACT.md §9, §10). An event is judged before it is recorded, so that
/// a slip in a form is answered and not quarantined.
/// </summary>
internal sealed class RegisterForms(
    IRegisters registers, IRoster roster, LocalEvents events, IOptions<DashboardOptions> options, TimeProvider clock)
{
    public static readonly Said NotThere = new("没有登记这一项。", "Nothing of this name is registered.");

    private const string LastPlace = "order";

    /// <summary>Entries of a page, with how many there are in all. What is known by its records only is among the enterprises.</summary>
    public async Task<(long Total, IReadOnlyList<Entry> Entries)> ListAsync(
        Register register, string? text, int skip, int take, CancellationToken cancel)
    {
        var (total, rows) = await registers.ListAsync(
            register.Kind, register.Name == "bureaus" ? options.Value.Jurisdiction : null, text, skip, take, cancel);
        return (total, [.. rows.Select(row => Entry.Of(register, row)).Where(entry => Belongs(register, entry))]);
    }

    /// <summary>Registers or changes an entry.</summary>
    /// <param name="given">Fields of the register; null takes one away, and what is not given stays.</param>
    /// <returns>Why not; null when it is recorded.</returns>
    public async Task<Said?> WriteAsync(Register register, string id, JsonObject given, Caller caller, CancellationToken cancel)
    {
        id = roster.IdOf(register.Kind, register.Name == "bureaus" ? options.Value.Jurisdiction : id.Trim());
        var entry = Entry.Of(register, await registers.ReadAsync(register.Kind, id, cancel));
        var data = entry.Data;
        data[register.IdField] = id;
        foreach (var field in register.Fields.Where(given.ContainsKey))
        {
            data.Remove(field);
            if (given[field] is { } value && !(value.GetValueKind() == JsonValueKind.String && (string)value! == ""))
            {
                data[field] = value.DeepClone();
            }
        }

        // A renewed certificate does not make the one before it invalid for the days on which it held.
        var replaces = entry.Last is not null && (register.Kind != "officer" || given["correction"].IsTrue());
        await CompleteAsync(register, data, cancel);
        return await RecordAsync(register, entry, data, replaces ? "u" : "i", caller, cancel);
    }

    /// <summary>
    /// Ends an entry: what nothing names is taken back; a team that has records, and an officer, stay registered as ended.
    /// </summary>
    /// <returns>Why not; null when it is recorded.</returns>
    public async Task<Said?> EndAsync(Register register, string id, Caller caller, CancellationToken cancel)
    {
        if (await FindAsync(register, id, cancel) is not { } entry)
        {
            return NotThere;
        }

        var records = await registers.CountNamingAsync(register.Kind, entry.Id, cancel);
        var data = entry.Data;
        switch (register.Name)
        {
            case "bureaus":
                return new Said("机关本身不能删除。", "The bureau itself cannot be taken away.");
            case "officers":
                data["status"] = "left";
                var today = Rfc3339.Write(Shanghai.Day(clock.GetUtcNow()));
                if (string.CompareOrdinal((string?)data["certValidTo"] ?? "9999", today) > 0
                    && string.CompareOrdinal((string?)data["certValidFrom"], today) < 0)
                {
                    data["certValidTo"] = today;
                }

                return await RecordAsync(register, entry, data, "u", caller, cancel);
            case "items" when records > 0:
                return new Said($"还有 {records} 条记录属于此事项，不能删除；可以改名，或取消随机抽查。",
                    $"{records} records are of this item, so it stays; it can be renamed, or taken off the list for random inspection.");
            case "teams" when records > 0:
                data["status"] = "Ended";
                return await RecordAsync(register, entry, data, "u", caller, cancel);
            default:
                return await RecordAsync(register, entry, data, "d", caller, cancel);
        }
    }

    /// <summary>Takes back what came with the product, nobody has changed and nothing names.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EndSeededAsync(Register register, Caller caller, CancellationToken cancel)
    {
        var ended = 0;
        foreach (var entry in (await ListAsync(register, null, 0, 0, cancel)).Entries.Where(entry => entry.IsSeeded))
        {
            if (await registers.CountNamingAsync(register.Kind, entry.Id, cancel) == 0
                && await RecordAsync(register, entry, entry.Data, "d", caller, cancel) is null)
            {
                ended++;
            }
        }

        return ended;
    }

    /// <summary>Of an entry that is registered; null where none is.</summary>
    public async Task<Entry?> FindAsync(Register register, string id, CancellationToken cancel)
    {
        var entry = Entry.Of(register, await registers.ReadAsync(register.Kind, roster.IdOf(register.Kind, id.Trim()), cancel));
        return entry.Last is not null && Belongs(register, entry) ? entry : null;
    }

    private static bool Belongs(Register register, Entry entry) => register.Name switch
    {
        "bureaus" => entry.IsBureau,
        "teams" => entry is { Last: not null, IsBureau: false } && !Entry.Unknown.Contains(entry.Id),
        "enterprises" => true,
        _ => entry.Last is not null && !Entry.Unknown.Contains(entry.Id),
    };

    /// <summary>An upstream may have written a whole number as <c>4.0</c>.</summary>
    private static int PlaceOf(Entry entry) =>
        entry.Data[LastPlace] is JsonValue place && place.TryGetValue<double>(out var at) ? (int)at : 0;

    /// <summary>What every event of its type must have and nobody is asked for.</summary>
    private async Task CompleteAsync(Register register, JsonObject data, CancellationToken cancel)
    {
        switch (register.Name)
        {
            case "bureaus":
                data["status"] = Register.Bureau;
                data["order"] ??= 0;
                break;
            case "teams":
                data["status"] = Standing(data, ended: "Ended", otherwise: "Active");
                data[LastPlace] ??= (await ListAsync(register, null, 0, 0, cancel)).Entries
                    .Select(PlaceOf).DefaultIfEmpty().Max() + 1;
                break;
            case "items":
                data["level"] ??= "District";
                break;
            case "officers":
                data["status"] = Standing(data, ended: "left", otherwise: "active");
                data["post"] ??= true;
                break;
            default:
                data["itemCodes"] ??= new JsonArray();
                break;
        }
    }

    /// <summary>What is changed goes on as it stood; one that had ended begins again.</summary>
    private static string Standing(JsonObject data, string ended, string otherwise) =>
        (string?)data["status"] is { } stands && stands != ended ? stands : otherwise;

    /// <summary>As of when it was first registered, so that earlier figures stay.</summary>
    private Task<Said?> RecordAsync(
        Register register, Entry entry, JsonObject data, string operation, Caller caller, CancellationToken cancel) => events.RecordAsync(
            new(register.Type, entry.Id, entry.Last?.Time, entry.Seq, operation, data), caller, cancel);
}
