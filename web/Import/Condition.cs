using System.Text.RegularExpressions;

namespace Dashboard.Web.Import;

/// <summary>
/// A condition of an event on one column, which may be empty: <c>{"column": "x", "present": true}</c>,
/// <c>{"column": "x", "equals": "y"}</c> or <c>{"column": "x", "matches": "pattern"}</c>; of several, all must hold.
/// </summary>
internal sealed record Condition(string Column, bool? Present, string? EqualTo, Regex? Matches)
{
    public bool Holds(SourceRow row)
    {
        var value = row.Values.GetValueOrDefault(Column, "");
        return (Present is not { } present || present == value.Length > 0)
            && (EqualTo is null || value == EqualTo)
            && (Matches is null || Matches.IsMatch(value));
    }
}
