namespace Dashboard.Web.Import;

/// <summary>A CloudEvent ready to be sent.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Fact">Its id without the edition: what it says something of, the same in each edition of a register.</param>
/// <param name="About">Its type and its subject: what a correction finds the corrected fact by.</param>
/// <param name="Json">All of it in UTF-8.</param>
internal sealed record MappedEvent(string Id, string Fact, string About, ReadOnlyMemory<byte> Json);
