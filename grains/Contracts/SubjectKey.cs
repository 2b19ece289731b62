namespace Dashboard.Grains.Contracts;

/// <summary>
/// Names one case, inspection, licence …: its kind and its id within the kind. Written <c>kind/id</c>, as children name their parents.
/// </summary>
/// <param name="Kind"><c>case</c>, <c>inspection</c>, <c>licence</c> …</param>
/// <param name="Id">Unique within the kind; may hold slashes.</param>
[GenerateSerializer, Immutable]
public readonly record struct SubjectKey([property: Id(0)] string Kind, [property: Id(1)] string Id)
{
    /// <summary>From a kind and an id written as a pair.</summary>
    public static implicit operator SubjectKey((string Kind, string Id) pair) => new(pair.Kind, pair.Id);

    /// <summary>Reads <c>kind/id</c>: what stands before the first slash is the kind.</summary>
    public static SubjectKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new(text[..slash], text[(slash + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Id}";
}
