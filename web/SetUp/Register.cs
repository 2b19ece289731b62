namespace Dashboard.Web.SetUp;

/// <summary>A register that is kept on the set-up pages: what its entries are, and what of them may be written there.</summary>
/// <param name="Name">As the address names it.</param>
/// <param name="Kind">Kind of its subjects.</param>
/// <param name="Type">The event that registers one.</param>
/// <param name="IdField">The field that names it.</param>
/// <param name="Fields">What may be written; all else that is registered of it stays as it is.</param>
internal sealed record Register(string Name, string Kind, string Type, string IdField, params string[] Fields)
{
    /// <summary>A team of this status is not a team: it is what teams belong to.</summary>
    public const string Bureau = "Jurisdiction";

    public static IReadOnlyList<Register> All { get; } =
    [
        new("bureaus", "team", "team.upserted", "teamId", "name", "nameEn"),
        new("teams", "team", "team.upserted", "teamId", "name", "nameEn", "order"),
        new("items", "item", "item.upserted", "itemCode", "name", "nameEn", "category", "level", "objectType", "randomListed"),
        new("officers", "officer", "officer.upserted", "officerId", "teamId", "post", "certNo", "certValidFrom", "certValidTo"),
        new("enterprises", "enterprise", "object.upserted", "uscc", "name", "itemCodes", "creditClass", "capOverride", "formerUscc"),
    ];

    /// <summary>The register of a name, or null.</summary>
    public static Register? Find(string name) => All.FirstOrDefault(register => register.Name == name);
}
