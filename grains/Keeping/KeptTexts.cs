namespace Dashboard.Grains.Keeping;

/// <summary>What a <see cref="KeptTextsGrain"/> keeps.</summary>
[GenerateSerializer]
internal sealed class KeptTexts
{
    /// <summary>Texts by their names.</summary>
    [Id(0)] public Dictionary<string, string> ByName { get; set; } = [];
}
