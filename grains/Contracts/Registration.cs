namespace Dashboard.Grains.Contracts;

/// <summary>What is said of a registered subject.</summary>
/// <param name="Id">As it is kept.</param>
/// <param name="Said">The events that hold, in their true order; none that took something back.</param>
/// <param name="Seq">The greatest of all that was said of it.</param>
public sealed record Registration(string Id, IReadOnlyList<SourceEvent> Said, long Seq);
