namespace Dashboard.Grains.Domain.People;

/// <summary>How many of those who sit the qualification exam pass it.</summary>
/// <param name="Passed">So many passed …</param>
/// <param name="Taken">… of so many; above 0.</param>
/// <param name="IsOwn">From exams of this bureau; else the rate of the rule set.</param>
internal readonly record struct PassRate(int Passed, int Taken, bool IsOwn)
{
    /// <summary>The rate of the last exams, or that of the rule set while there are fewer of them.</summary>
    public static PassRate Of(IEnumerable<Officer> officers, ForecastTerms terms)
    {
        var sittings = officers.SelectMany(static officer => officer.Exams).Where(static exam => exam.IsQualification)
            .GroupBy(static exam => exam.PlanId is { } plan ? (plan, default) : ("", exam.On))
            .OrderByDescending(static sitting => sitting.Max(static exam => exam.On))
            .ThenBy(static sitting => sitting.Key.Item1, StringComparer.Ordinal)
            .Take(terms.Sittings).ToList();
        return sittings.Count < terms.Sittings
            ? new(terms.PassRate, 100, IsOwn: false)
            : new(sittings.Sum(static sitting => sitting.Count(static exam => exam.Passed)),
                sittings.Sum(static sitting => sitting.Count()), IsOwn: true);
    }

    /// <summary>How many of so many are expected to pass, in whole persons.</summary>
    public int Of(int candidates) => (int)((long)candidates * Passed / Taken);

    /// <summary>How many have to sit so that so many pass; null where nobody does.</summary>
    public int? CandidatesFor(int missing) =>
        missing <= 0 ? 0 : Passed == 0 ? null : (int)((((long)missing * Taken) + Passed - 1) / Passed);
}
