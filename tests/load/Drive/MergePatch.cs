using System.Text.Json.Nodes;

namespace Dashboard.Load.Drive;

/// <summary>RFC 7396, written anew here: a check must not share code with what it checks.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
            }
            else if (change is JsonObject && result[name] is JsonObject inner)
            {
                Apply(inner, change);
            }
            else
            {
                result[name] = Apply(null, change);
            }
        }

        return result;
    }
}
