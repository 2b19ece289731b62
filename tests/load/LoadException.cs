namespace Dashboard.Load;

/// <summary>Something that ends the run, with a sentence for the person at the terminal.</summary>
internal sealed class LoadException(string message) : Exception(message);
