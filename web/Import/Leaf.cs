using System.Text.Json.Nodes;

namespace Dashboard.Web.Import;

/// <summary>A part of an event that is made from a row: a pure function of the row.</summary>
internal abstract class Leaf
{
    /// <summary>Columns that the leaf reads, so that a header can be checked before anything is sent.</summary>
    public abstract IEnumerable<Column> Columns { get; }

    /// <summary>
    /// A new JSON value, or null when the part is to be left out; what is wrong with the row goes to <paramref name="errors"/>.
    /// </summary>
    public abstract JsonNode? Make(SourceRow row, RowErrors errors);
}
