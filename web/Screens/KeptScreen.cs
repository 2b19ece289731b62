namespace Dashboard.Web.Screens;

/// <summary>A paired screen as the registry keeps it. Times are milliseconds since 1970.</summary>
internal sealed class KeptScreen
{
    public required string Id { get; init; }

    /// <summary>Small and its own, to be called out across a room.</summary>
    public required int Number { get; init; }

    public required string Name { get; set; }

    /// <summary>One of <see cref="Places"/>.</summary>
    public required string Place { get; set; }

    /// <summary>Id of the scene it shows.</summary>
    public required string Scene { get; set; }

    /// <summary>Of the secret under which it waited: with it the screen fetches its credential.</summary>
    public required string PairingHash { get; init; }

    /// <summary>Of its credential; null until it was fetched.</summary>
    public string? Hash { get; set; }

    /// <summary>Of the credential before, which holds until the screen comes with the new one: an answer may be lost.</summary>
    public string? PreviousHash { get; set; }

    /// <summary>When the credential was made.</summary>
    public required long Renewed { get; set; }

    public required long Created { get; init; }

    /// <summary>Null while it is let in.</summary>
    public long? Revoked { get; set; }

    /// <summary>About when it was last heard of, written once a minute.</summary>
    public long? LastSeen { get; set; }

    public string? Build { get; set; }

    public string? Resolution { get; set; }
}
