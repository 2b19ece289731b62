using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Tests.Cluster;

namespace Dashboard.Tests.Domain;

/// <summary>A subject that is continued fact by fact is the one that is folded anew from all of them.</summary>
public sealed class ContinuedFoldTests
{
    private static readonly string[] Parents =
        ["enterprise", "vehicle", "task", "plan", "clue", "case", "year", "repeat", "staff", "cleanups"];

    [Fact]
    public void A_fact_that_follows_continues_to_what_all_facts_give() =>
        StoryGenerator.Any.Sample(
            story =>
            {
                var continued = 0;
                var random = new Random(story.Seed);
                foreach (var facts in story.Events.DistinctBy(@event =>
                    @event.Id).GroupBy(@event => new SubjectKey(@event.Kind, @event.Subject)))
                {
                    var events = facts.ToArray();
                    if (random.Next(3) == 0)
                    {
                        random.Shuffle(events);
                    }
                    else
                    {
                        Array.Sort(events, Chronicle.Compare);
                    }

                    var (state, end) = (Subject.Fold(facts.Key, []), FactsEnd.Nothing);
                    for (var number = 0; number < events.Length; number++)
                    {
                        if (end.IsFollowedBy(events[number]))
                        {
                            continued++;
                            state = state.Continue(events[number]);
                        }
                        else
                        {
                            state = Subject.Fold(facts.Key, events[..(number + 1)]);
                        }

                        end = end.With(events[number]);
                        Assert.Equal(Told(Subject.Fold(facts.Key, events[..(number + 1)])), Told(state));
                    }
                }

                Assert.True(continued > 0, "Nothing was continued, so nothing is proved.");
            },
            iter: StoryGenerator.Stories * 5, threads: 1, print: story => story.ToString());

    /// <summary>Children given and taken one by one leave what those that stay give at once.</summary>
    [Fact]
    public void Contributions_follow_their_children_in_any_order() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 3], Gen.Int[1, 3]).Array[1, 40].Select(Gen.Int).Sample(
            (drawn, seed) =>
            {
                var random = new Random(seed);
                foreach (var kind in Parents)
                {
                    var given = drawn.Select(act =>
                        new Contribution(new DateOnly(2025, 9, 1).AddDays(act.Item1), $"T0{act.Item2}", $"S0{act.Item3}")).ToArray();
                    var state = Subject.Fold(new(kind, "X"), []);
                    foreach (var contribution in given)
                    {
                        state = state.WithChild(contribution, 1);
                    }

                    random.Shuffle(given);
                    foreach (var contribution in given[(given.Length / 2)..])
                    {
                        state = state.WithChild(contribution, -1);
                    }

                    var stayed = given[..(given.Length / 2)]
                        .Reverse()
                        .Aggregate(Subject.Fold(new(kind, "X"), []), (subject, contribution) => subject.WithChild(contribution, 1));
                    Assert.Equal(Told(stayed), Told(state));
                }
            },
            iter: 300, threads: 1);

    private static string Told(Subject subject)
    {
        var judged = subject.Judge(SeededLaw.Law);
        var counts = SubjectCounts.Of("", judged.Counts)
            .Counts.Select(count => $"{count.Counter} {count.Day:yyyy-MM-dd} {count.Due:yyyy-MM-dd} {count.Amount}");
        return $"{subject.DeclaredTeam} {subject.Item} {subject.Stage} {subject.Open} {subject.DoneOn} {subject.Title} " +
            $"{subject.Gives}\n{string.Join('\n', counts)}\n{Convert.ToHexString(WatchedSubject.Encode(judged.Watches()))}";
    }
}
