using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Tests.Domain;

/// <summary>Packed, what is watched is what a dictionary of objects would hold.</summary>
public sealed class PackedWatchesTests
{
    private static readonly string[] Kinds = ["case", "licence"];
    private static readonly string[] Items = ["", "S01", "S1", "乙类事项"];

    private static readonly Gen<WatchedSubject> Subjects = Gen.Select(
        Gen.Int[0, 1], Gen.Int[0, 60], Gen.Long[0, 1L << 40], Gen.Int[0, 3], Gen.Byte.Array[1, 40],
        static (kind, id, revision, item, watches) => new WatchedSubject(Kinds[kind], $"甲/{id}", revision, Items[item], watches));

    /// <summary>Sets, removes and rests in any order.</summary>
    [Fact]
    public void Whatever_is_set_and_removed_what_is_held_is_what_a_dictionary_holds() =>
        Gen.Select(Subjects, Gen.Int[0, 9]).Array[0, 400].Sample(steps =>
        {
            var packed = new PackedWatches();
            var plain = new Dictionary<SubjectKey, (WatchedSubject Subject, uint Next)>();
            foreach (var (subject, what) in steps)
            {
                var key = new SubjectKey(subject.Kind, subject.Id);
                var held = packed.Find(subject);
                Assert.Equal(plain.ContainsKey(key), held is not null);
                if (what < 3 && held is { } gone)
                {
                    packed.Remove(gone);
                    plain.Remove(key);
                    Assert.Equal(PackedWatches.Never, packed.Next(gone));
                }
                else if (what < 9)
                {
                    Assert.True(held is null || packed.IsSame(held.Value, subject) == IsSame(plain[key].Subject, subject));
                    var place = held ?? packed.Add(subject);
                    if (held is not null)
                    {
                        packed.Replace(place, subject);
                    }

                    packed.Next(place) = (uint)what;
                    plain[key] = (subject, (uint)what);
                }
                else
                {
                    packed.Rest();
                }
            }

            Assert.Equal(plain.Count, packed.Count);
            Assert.Equal(
                plain.Values.Select(static held => (Line(held.Subject), held.Next)).Order(),
                packed.Places.Select(place => (Line(packed[place]), packed.Next(place))).Order());
        });

    /// <summary>Arrays of megabytes that come and go have the collector go through all that is old more often.</summary>
    [Fact]
    public void A_list_that_does_not_grow_asks_for_no_more_memory()
    {
        var packed = new PackedWatches();
        var subjects = Enumerable.Range(0, 2_000)
            .Select(static id => new WatchedSubject("case", $"甲/{id}", 1, "S01", new byte[40])).ToArray();
        var places = Array.ConvertAll(subjects, packed.Add);
        Change(1);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Change(20);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
        Assert.All(places, place => Assert.Equal(subjects[place].Id, packed[place].Id));

        void Change(int times)
        {
            for (var time = 0; time < times; time++)
            {
                for (var index = 0; index < subjects.Length; index++)
                {
                    packed.Replace(places[index], subjects[index]);
                }
            }
        }
    }

    private static bool IsSame(WatchedSubject one, WatchedSubject other) =>
        one.Item == other.Item && one.Watches.AsSpan().SequenceEqual(other.Watches);

    private static string Line(WatchedSubject subject) =>
        $"{subject.Kind} {subject.Id} {subject.Revision} {subject.Item} {Convert.ToHexString(subject.Watches)}";
}
