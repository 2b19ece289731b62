using System.Collections.Immutable;

namespace Dashboard.Grains.Domain.Bureau;

/// <summary>What an officer is for the bureau.</summary>
[Flags]
internal enum StaffRoles : byte
{
    None = 0,

    /// <summary>On post with a certificate.</summary>
    Certified = 1,

    /// <summary>Reviews penalties.</summary>
    Reviewer = 2,

    /// <summary>Does nothing but legal review.</summary>
    FullTime = 4,
}

/// <summary>Officers as they are registered: how many are what, from which day and, if certified, until when.</summary>
internal sealed class StaffRegister : Contributions
{
    private readonly ImmutableSortedDictionary<(DateOnly From, DateOnly? Until, StaffRoles Roles), int> officers;

    private StaffRegister(ImmutableSortedDictionary<(DateOnly From, DateOnly? Until, StaffRoles Roles), int> officers) =>
        this.officers = officers;

    public static StaffRegister None { get; } = new(ImmutableSortedDictionary<(DateOnly, DateOnly?, StaffRoles), int>.Empty);

    /// <summary>The days on which numbers change, in order, with the numbers from then on.</summary>
    public IEnumerable<(DateOnly Day, int Certified, int Reviewers, int FullTime)> Turns()
    {
        var changes = new SortedDictionary<DateOnly, (int Certified, int Reviewers, int FullTime)>();
        foreach (var ((from, until, roles), number) in officers)
        {
            Add(from, Of(StaffRoles.Certified), Of(StaffRoles.Reviewer), Of(StaffRoles.FullTime));
            // Who was no more certified when he was registered never was, as is known now.
            if (until is { } ends && Of(StaffRoles.Certified) > 0)
            {
                Add(ends > from ? ends : from, -number, 0, 0);
            }

            int Of(StaffRoles role) => (roles & role) != 0 ? number : 0;
        }

        var now = (Certified: 0, Reviewers: 0, FullTime: 0);
        foreach (var (day, change) in changes)
        {
            now = (now.Certified + change.Certified, now.Reviewers + change.Reviewers, now.FullTime + change.FullTime);
            yield return (day, now.Certified, now.Reviewers, now.FullTime);
        }

        void Add(DateOnly day, int certified, int reviewers, int fullTime)
        {
            var known = changes.GetValueOrDefault(day);
            changes[day] = (known.Certified + certified, known.Reviewers + reviewers, known.FullTime + fullTime);
        }
    }

    /// <inheritdoc/>
    public override Contributions With(Contribution contribution, int sign)
    {
        var key = (contribution.On!.Value, contribution.Until, contribution.Roles);
        var number = officers.GetValueOrDefault(key) + sign;
        return new StaffRegister(number == 0 ? officers.Remove(key) : officers.SetItem(key, number));
    }
}
