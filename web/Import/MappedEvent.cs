namespace Dashboard.Web.Import;

/// <summary>A CloudEvent ready to be sent: its id and its JSON in UTF-8.</summary>
internal sealed record MappedEvent(string Id, ReadOnlyMemory<byte> Json);
