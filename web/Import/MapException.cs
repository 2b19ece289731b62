namespace Dashboard.Web.Import;

/// <summary>The map, or the file's header, cannot be used. The message is a sentence for the operator; nothing has been sent.</summary>
internal sealed class MapException(string message, Exception? inner = null) : Exception(message, inner);
