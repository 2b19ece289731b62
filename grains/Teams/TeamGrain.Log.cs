using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Teams;

/// <summary>What a team's grain tells the operator.</summary>
internal sealed partial class TeamGrain
{
    [LoggerMessage(Level = LogLevel.Information, Message = "A part of team {Team} was not taken; it will be asked for. {Reason}")]
    private partial void LogNotTaken(string team, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Events of team {Team} could not be written; their sender was told to repeat them. {Reason}")]
    private partial void LogNotWritten(string team, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Team {Team} has not folded all its subjects by the law in force; it tries again in 20 s. {Reason}")]
    private partial void LogNotRefolded(string team, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The snapshot of team {Team} was not saved; its next start reads more of the ledger. {Reason}")]
    private partial void LogNotSaved(string team, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "A {Kind} of team {Team} could not be judged and is set aside: it counts in nothing until a release can. {Reason}")]
    private partial void LogSetAside(string kind, string team, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "What is to be said of the supervision orders of team {Team} was not; it is tried again in 20 s. {Reason}")]
    private partial void LogNotKept(string team, string reason);
}
