namespace Dashboard.Tests.Simulation;

/// <summary>
/// A fault of the simulated surroundings that the product must not be proof against: were one of these promises broken, what is shown
/// would be wrong. Each must be noticed by the simulation, else it proves nothing.
/// </summary>
public enum Mutant
{
    /// <summary>All is as promised.</summary>
    None,

    /// <summary>A commit is acknowledged before it is durable: what a crash of the database takes was acknowledged.</summary>
    AcknowledgesEarly,

    /// <summary>An event may stand twice under its source and id.</summary>
    DropsTheUniqueKey,

    /// <summary>A subject is written over whatever stands there.</summary>
    DropsTheRevision,

    /// <summary>A team's number may be taken twice: the later change stands in place of the earlier.</summary>
    DropsTheNumber,

    /// <summary>A batch is written in part: its events and its change, without its subjects.</summary>
    TearsBatches,

    /// <summary>Who reads a team's changes on from a number is not given the first.</summary>
    ResumesOneLate,

    /// <summary>A ledger that was set back bears out a snapshot that is newer than it.</summary>
    BearsOutAnySnapshot,

    /// <summary>A subject that is read to be watched lacks the last level of each warning.</summary>
    SkipsALevel,

    /// <summary>What is to be woken at a moment sleeps on.</summary>
    OversleepsTurns,

    /// <summary>An older part of a sum comes again and is taken for a newer one.</summary>
    TakesOlderParts,

    /// <summary>A part of a sum is taken for another team's too.</summary>
    CountsPartsTwice,

    /// <summary>A screen that comes back is given what it missed but for the first patch.</summary>
    SkipsAPatch,
}
