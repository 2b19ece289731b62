namespace Dashboard.Grains.Contracts;

/// <summary>Too much is waiting to be written; nothing of this call was recorded. Repeating it later loses and doubles nothing.</summary>
[GenerateSerializer]
public sealed class BusyException(string message) : Exception(message);
