using System.Text.Json;
using Orleans.Storage;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Grain state as plain JSON: rows hold no type names, so a renamed type reads its old rows, and members it no longer knows are skipped.
/// </summary>
internal sealed class JsonGrainStorageSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    /// <exception cref="JsonException">The row is not the JSON of this state.</exception>
    public T Deserialize<T>(BinaryData input) =>
        JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options) ?? throw new JsonException($"A row of {typeof(T).Name} holds null.");
}
