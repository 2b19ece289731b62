namespace Dashboard.Grains.Contracts;

/// <summary>Why something cannot be done now that can be done later.</summary>
public enum OutageKind
{
    /// <summary>Too much waits.</summary>
    Busy,

    /// <summary>A team is being moved between silos, or its last write is in doubt: settled within seconds.</summary>
    Moving,

    /// <summary>The database does not answer.</summary>
    Database,

    /// <summary>The database takes no more connections.</summary>
    Crowded,

    /// <summary>The database takes no writes: it is a standby, or set to read only, or lies on a file system that is.</summary>
    ReadOnly,

    /// <summary>The disk of the database is full.</summary>
    Full,

    /// <summary>The cluster does not answer.</summary>
    Cluster,
}
