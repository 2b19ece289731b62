namespace Dashboard.Web.Import;

/// <summary>
/// The import cannot go on. The message is a sentence for the operator; what was sent before stays, and a repeat is safe.
/// </summary>
internal sealed class ImportStoppedException(string message, Exception? inner = null) : Exception(message, inner);
