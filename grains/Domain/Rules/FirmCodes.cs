using System.Collections.Frozen;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// Which code a firm has today that had another one before (更名换码): what was done to it under either counts together. Firms that name each
/// other are one under the least of their codes; of several that name one code as theirs, the least has it.
/// </summary>
internal sealed class FirmCodes
{
    private readonly FrozenDictionary<string, string> today;

    private FirmCodes(FrozenDictionary<string, string> today) => this.today = today;

    public static FirmCodes None { get; } = new(FrozenDictionary<string, string>.Empty);

    /// <summary>Every code that another took the place of, with the code of today, in order.</summary>
    public IEnumerable<(string Former, string Today)> All =>
        today.OrderBy(code => code.Key, StringComparer.Ordinal).Select(code => (code.Key, code.Value));

    /// <param name="told">Each code a firm had before, with the one under which it says so; in any order.</param>
    public static FirmCodes Of(IEnumerable<(string Former, string Next)> told)
    {
        var next = told.Where(code => code.Former != code.Next)
            .GroupBy(code => code.Former, code => code.Next)
            .ToDictionary(codes => codes.Key, codes => codes.Min(StringComparer.Ordinal)!);
        return next.Count == 0
            ? None
            : new(next.Keys.Select(code => (Code: code, Today: Last(code))).Where(code => code.Code != code.Today)
                .ToFrozenDictionary(code => code.Code, code => code.Today));

        string Last(string code)
        {
            var seen = new List<string>();
            for (; next.TryGetValue(code, out var following); code = following)
            {
                if (seen.IndexOf(code) is >= 0 and var start)
                {
                    return seen[start..].Min(StringComparer.Ordinal)!;
                }

                seen.Add(code);
            }

            return code;
        }
    }

    /// <summary>The code of today of a firm.</summary>
    public string? Of(string? code) => code is null ? null : today.GetValueOrDefault(code, code);

    /// <summary>A subject that others count towards, as rows name it: a firm by its code of today.</summary>
    public string? Parent(string? parent) =>
        today.Count > 0 && parent is not null && parent.StartsWith("enterprise/", StringComparison.Ordinal)
            ? $"enterprise/{Of(parent["enterprise/".Length..])}"
            : parent;
}
