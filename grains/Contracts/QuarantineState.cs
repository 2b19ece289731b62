namespace Dashboard.Grains.Contracts;

/// <summary>What became of a quarantined row.</summary>
public enum QuarantineState : byte
{
    /// <summary>It waits for somebody.</summary>
    Open = 0,

    /// <summary>It went through at another try.</summary>
    Retried = 1,

    /// <summary>Somebody said that nothing comes of it.</summary>
    Dismissed = 2,
}
