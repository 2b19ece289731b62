using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain;

/// <summary>
/// What is true of one case, inspection, licence … now: the fold of its facts. Everything shown of it follows from this and the law.
/// </summary>
internal abstract record Subject
{
    /// <summary>An event recorded later than this after it occurred is late (M44).</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromHours(24);

    private readonly List<WarningAcknowledged> acknowledged = [];
    private readonly List<WarningResolved> resolved = [];
    private readonly Dictionary<DateOnly, (int All, int Late)> events = [];

    /// <summary>
    /// Part of the basis of every stored row: raise it whenever counts, clocks or warnings change, and every ledger is folded again.
    /// </summary>
    public const int Edition = 1;

    /// <summary>The team its facts name: the data's own team first, else the last envelope's; null when none is named.</summary>
    public string? DeclaredTeam { get; private init; }

    /// <summary>The supervision item its facts name, like <see cref="DeclaredTeam"/>.</summary>
    public string? Item { get; private init; }

    /// <summary>The organisation concerned, by its credit code.</summary>
    public virtual string? Party => null;

    /// <summary>Stage or status; empty where the kind has none.</summary>
    public virtual string Stage => "";

    /// <summary>Still in progress.</summary>
    public virtual bool Open => false;

    /// <summary>"kind/id" of the subjects this one counts towards: two at most.</summary>
    public virtual IReadOnlyList<string> Parents => [];

    /// <summary>The day it is done as its parents see it.</summary>
    public virtual DateOnly? DoneOn => null;

    /// <summary>What its children take from it.</summary>
    public virtual Given? Given => null;

    /// <summary>The team it belongs to by what its children did; outranks what its own facts name.</summary>
    public virtual string? HomeTeam => null;

    /// <summary>The item by what its children did, where its own facts name none.</summary>
    public virtual string? HomeItem => null;

    /// <summary>One line without personal data.</summary>
    public virtual string Title => "";

    /// <summary>Its events are business of an upstream system, not reference data, and count in M44.</summary>
    protected virtual bool IsBusiness => true;

    /// <summary>What it counts in, each once, on its attribution date (CONTRACT.md §3; parts of metrics: DOMAIN.md §8).</summary>
    protected virtual IEnumerable<Count> Counts(Law law) => [];

    /// <summary>The statutory limits that run on it, or ran.</summary>
    public virtual IEnumerable<Clock> Clocks(Law law) => [];

    /// <summary>The guards of its decision, once there is one (DOMAIN.md §6.2); empty where there are none.</summary>
    public virtual IEnumerable<Guard> Guards(Law law) => [];

    /// <summary>What each warning rule finds, cleared ones included; several of one rule may be open.</summary>
    protected virtual IEnumerable<Warning> Judge(Law law) => [];

    /// <summary>Takes one more fact in; facts come in their true order, each once.</summary>
    protected abstract Subject Apply(Fact fact);

    /// <summary>Takes in what is true of the subjects around it.</summary>
    protected virtual Subject With(Relations relations) => this;

    /// <summary>All that it counts in and is not zero.</summary>
    public IReadOnlyList<Count> Contributions(Law law)
    {
        var counts = new List<Count>();
        foreach (var count in Counts(law))
        {
            if (count.Amount != 0)
            {
                counts.Add(count);
            }
        }

        if (IsBusiness)
        {
            foreach (var (day, (all, late)) in events)
            {
                counts.Add(new(Counter.Events, day, all));
                if (late > 0)
                {
                    counts.Add(new(Counter.EventsLate, day, late));
                }
            }
        }

        return counts;
    }

    /// <summary>Its warnings, one open one a rule at most, and those that were cleared.</summary>
    public IReadOnlyList<Warning> Warnings(Law law) => SubjectWarnings.Of(Judge(law), acknowledged, resolved);

    /// <summary>Its open warnings as its row keeps them, encoded; empty when it has none.</summary>
    public byte[] Watches(Law law)
    {
        var watches = Warnings(law).Where(warning => warning.Cleared is null).Select(Watch.Of).ToList();
        return watches.Count == 0 ? [] : WatchedSubject.Encode(watches);
    }

    /// <summary>The state of a subject whose facts are these, in any order.</summary>
    public static Subject Fold(string kind, IEnumerable<SourceEvent> events, Relations relations)
    {
        var subject = Empty(kind);
        var (acknowledged, resolved, days) = (subject.acknowledged, subject.resolved, subject.events);
        string? dataTeam = null, envelopeTeam = null, dataItem = null, envelopeItem = null;
        foreach (var @event in Chronicle.Live(events))
        {
            var fact = @event.Fact;
            switch (fact)
            {
                case WarningAcknowledged acknowledgement:
                    acknowledged.Add(acknowledgement);
                    continue;
                case WarningResolved resolution:
                    resolved.Add(resolution);
                    continue;
            }

            subject = subject.Apply(fact);
            dataTeam = fact.Team ?? dataTeam;
            envelopeTeam = @event.Team ?? envelopeTeam;
            dataItem = fact.Item ?? dataItem;
            envelopeItem = @event.Item ?? envelopeItem;
            ref var day = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(days, fact.OccurredOn, out _);
            day = (day.All + 1, day.Late + (@event.Recorded - @event.Time > Prompt ? 1 : 0));
        }

        subject = subject.With(relations);
        return subject with { DeclaredTeam = subject.HomeTeam ?? dataTeam ?? envelopeTeam,
            Item = dataItem ?? envelopeItem ?? subject.HomeItem };
    }

    private static Subject Empty(string kind) => kind switch
    {
        "case" => new Cases.PenaltyCase(),
        "inspection" => new Inspections.Inspection(),
        "licence" => new Licences.Licence(),
        "plan" => new Inspections.Plan(),
        "task" => new Inspections.InspectionTask(),
        "patrol" => new Inspections.Patrol(),
        "review" => new Oversight.Review(),
        "lawsuit" => new Oversight.Lawsuit(),
        "supervision" => new Oversight.SupervisionDocument(),
        "accountability" => new People.Accountability(),
        "officer" => new People.Officer(),
        "team" => new People.Team(),
        "item" => new Items.SupervisionItem(),
        "enterprise" => new Items.SupervisedEnterprise(),
        "clue" => new Cases.Clue(),
        "vehicle" => new Cases.Vehicle(),
        "evidence" => new Cases.DeviceEvidence(),
        "calendar" => new PublishedCalendar(),
        "rules" => new PublishedRules(),
        _ => new Oversight.Publication(),
    };
}

/// <summary>A subject that counts towards another one.</summary>
/// <param name="DoneOn">The day it was done in the sense of its parent; null while it is not.</param>
/// <param name="Team">The team in whose figures it is.</param>
/// <param name="Counts">What it counts in, as <see cref="Delta"/> encodes it.</param>
internal sealed record Child(string Kind, string Id, DateOnly? DoneOn, string? Team = null, string? Item = null, byte[]? Counts = null)
{
    /// <summary>The days on which it counts in a counter.</summary>
    public IEnumerable<Cell> CountedIn(Counter counter) =>
        Delta.Decode(Counts ?? []).Select(cell => cell.Key).Where(cell => cell.Counter == counter);

    /// <summary>Nothing a parent could see differs.</summary>
    public bool Equals(Child? other) =>
        other is not null && (Kind, Id, DoneOn, Team, Item) == (other.Kind, other.Id, other.DoneOn, other.Team, other.Item)
            && (Counts ?? []).AsSpan().SequenceEqual(other.Counts ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Id);
}

/// <summary>What a plan gives its tasks, and they their inspections.</summary>
/// <param name="End">The last day of the plan.</param>
/// <param name="Published">When the plan was published; null while it is not, or there is none.</param>
/// <param name="Tiered">Its objects are drawn by credit or risk.</param>
internal sealed record Given(DateOnly? End, Stop? Published, bool Tiered);

/// <summary>
/// What a fold needs to know of other subjects: the children that name it, what its parent gives it, and by which id they know it.
/// </summary>
internal sealed record Relations(IReadOnlyCollection<Child> Children, Given? GivenByParent = null, string? Key = null)
{
    public static Relations None { get; } = new([]);
}
