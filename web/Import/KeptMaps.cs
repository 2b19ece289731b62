using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Import;

/// <summary>Maps that are kept for the next file of their kind; the same JSON as the tool's, shared by all hosts.</summary>
internal sealed class KeptMaps(IGrainFactory grains)
{
    private const int Most = 200;
    private const int LongestName = 100;

    private IKeptTextsGrain Maps => grains.GetGrain<IKeptTextsGrain>("import-maps");

    public Task<string[]> NamesAsync() => Maps.Names();

    public Task<string?> FindAsync(string name) => Maps.Get(name);

    /// <exception cref="MapException">It cannot be used, or has no name that can be.</exception>
    public async Task KeepAsync(string name, string json)
    {
        ImportMap.Parse(json);
        if (name.Trim() is not { Length: > 0 and <= LongestName } || name.Any(char.IsControl))
        {
            throw new MapException($"映射的名称须为 1–{LongestName} 个字符。", $"The name of a map has 1 to {LongestName} characters.");
        }

        if ((await Maps.Names()).Except([name]).Count() >= Most)
        {
            throw new MapException($"最多保存 {Most} 份映射；请先删除不用的。", $"At most {Most} maps are kept; delete some that are not used.");
        }

        await Maps.Keep(name, json);
    }

    public Task ForgetAsync(string name) => Maps.Forget(name);
}
