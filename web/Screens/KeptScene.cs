namespace Dashboard.Web.Screens;

/// <summary>A scene as the registry keeps it.</summary>
internal sealed class KeptScene
{
    public required string Id { get; init; }

    /// <summary>The <see cref="Scene"/> as JSON.</summary>
    public required string Content { get; set; }
}
