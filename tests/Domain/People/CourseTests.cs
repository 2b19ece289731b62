using Dashboard.Grains.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.People;

/// <summary>Whose a course is.</summary>
public sealed class CourseTests
{
    [Theory]
    [InlineData("T07", "T07")]
    [InlineData(null, "T01", "T07")]
    public void A_course_of_one_team_stands_with_it_and_of_several_with_none(string? team, params string[] teamIds)
    {
        var held = Event("course.held", new { courseId = "K1", day = "2026-03-04", kind = "Public", hours = 8, teamIds, attendees = 9 });

        Assert.Equal(team, Subject.Fold(new(held.Kind, held.Subject), [held]).DeclaredTeam);
    }
}
