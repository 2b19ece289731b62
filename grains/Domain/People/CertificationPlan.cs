using System.Collections.Immutable;
using Dashboard.Grains.Domain.Declared;

namespace Dashboard.Grains.Domain.People;

/// <summary>A plan of certification as the forecast reads it.</summary>
/// <param name="IssueOn">When its certificates are expected.</param>
/// <param name="Registered">Ids of the officers who are registered.</param>
internal sealed record CertificationPlan(string Id, int Year, string Organiser, int Seats, DateOnly ExamOn, DateOnly IssueOn,
    bool IsCancelled, ImmutableHashSet<string> Registered)
{
    /// <summary>From its events, of which the last that was said of the plan holds; null while only registrations are known.</summary>
    public static CertificationPlan? Of(DeclaredSubject subject, ForecastTerms terms)
    {
        if (subject.Deeds.FindLast(static deed => deed.Type == "certification.planned") is not { } said
            || said.Day("examOn") is not { } exam)
        {
            return null;
        }

        return new(subject.Id, said.Count("year"), said.Text("organiser") ?? "", said.Count("seats"), exam,
            said.Day("expectedIssueOn") ?? exam.AddMonths(terms.IssueMonths), said.Flag("cancelled"),
            [.. subject.Deeds.Where(static deed => deed.Type == "certification.registered").Select(static deed => deed.Text("officerId"))
                .OfType<string>()]);
    }

    /// <summary>What an officer's exam of this plan ended in; null while it is not sat.</summary>
    public bool? OutcomeOf(Officer officer) =>
        officer.Exams.FindLast(exam => exam.IsQualification && (exam.PlanId == Id || (exam.PlanId is null && exam.On == ExamOn)))?.Passed;
}
