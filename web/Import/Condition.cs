using System.Text.RegularExpressions;

namespace Dashboard.Web.Import;

/// <summary>
/// A condition of an event on one column, which may be empty: <c>{"column": "x", "present": true}</c>,
/// <c>{"column": "x", "equals": "y"}</c> or <c>{"column": "x", "matches": "pattern"}</c>; of several, all must hold.
/// A cell that holds what must not be used (#REF!) is an error of the row: nobody knows whether the condition holds.
/// </summary>
internal sealed record Condition(Column Column, bool? Present, string? EqualTo, Regex? Matches)
{
    public bool Holds(SourceRow row, RowErrors errors)
    {
        var value = Column.Read(row, errors)?.Text ?? "";
        return (Present is not { } present || present == value.Length > 0)
            && (EqualTo is null || value == EqualTo)
            && (Matches is null || Matches.IsMatch(value));
    }
}
