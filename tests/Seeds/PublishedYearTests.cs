namespace Dashboard.Tests.Seeds;

/// <summary>The story of 2020 counted by a plain loop against the figures of the bureau's report (DOMAIN.md §15).</summary>
public sealed class PublishedYearTests(PublishedYear year) : IClassFixture<PublishedYear>
{
    [Fact]
    public void Penalties_fines_and_licences_are_the_published_ones()
    {
        Assert.Equal(2006, year.Count("casesDecided") + year.Count("casesOnSpot"));
        Assert.Equal(602_542_600, year.Count("finesFen") + year.Count("confiscatedFen"));
        Assert.Equal(2558, year.Count("licencesDecided"));
    }

    [Fact]
    public void Some_penalties_are_in_the_name_of_the_city_bureau()
    {
        Assert.InRange(year.Count("City"), 100, 500);
        Assert.Equal(2006, year.Count("City") + year.Count("District"));
    }

    [Fact]
    public void Inspections_are_the_published_ones_by_category()
    {
        Assert.Equal(95, year.Count("Random"));
        Assert.Equal(165, year.Count("Daily") + year.Count("Special"));
        Assert.Equal(70, year.Count("Triggered"));
    }

    [Fact]
    public void Five_random_plans_are_published_and_finished_by_inspections_that_name_their_tasks()
    {
        Assert.Equal(5, year.Count("plansPublished"));
        Assert.Equal(5, year.TaskPlan.Values.Distinct().Count());
        Assert.Equal(year.TaskPlan.Keys.Order(), year.TasksFinished.Order());
        Assert.Equal(95, year.Count("namesTask"));
    }

    [Fact]
    public void Nothing_is_corrected_and_nothing_lost()
    {
        Assert.Equal(6, year.Count("review.concluded Upheld"));
        Assert.Equal(2, year.Count("lawsuit.judged Dismissed"));
        Assert.Equal(8, year.Count("review.concluded Upheld") + year.Count("lawsuit.judged Dismissed") + year.Count("other outcome"));
    }
}
