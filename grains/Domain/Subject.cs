using System.Collections.Immutable;
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
/// Not changed once made: one more fact makes another.
/// </summary>
internal abstract record Subject
{
    /// <summary>
    /// Part of the basis of every stored row: raise it whenever counts, clocks or warnings change, and every ledger is folded again.
    /// </summary>
    public const int Edition = 8;

    /// <summary>An event recorded later than this after it occurred is late (M44).</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromHours(24);

    private string? dataTeam, envelopeTeam, dataItem, envelopeItem;
    private (DateOnly Day, int All, int Late)[] events = [];

    /// <summary>Its id within its kind.</summary>
    public string Id { get; private set; } = "";

    /// <summary>
    /// The team its facts name: where its children tell, theirs; else the data's own team, else the last envelope's; null when none is
    /// named.
    /// </summary>
    public string? DeclaredTeam => HomeTeam ?? dataTeam ?? envelopeTeam;

    /// <summary>The supervision item its facts name, like <see cref="DeclaredTeam"/>.</summary>
    public string? Item => dataItem ?? envelopeItem ?? HomeItem;

    /// <summary>What the subjects that count towards it give; null for kinds that nothing counts towards.</summary>
    public Contributions? Children { get; private init; }

    /// <summary>What the plan above it gives, itself or through its task; null where there is none.</summary>
    public PlanTerms? Terms { get; private init; }

    /// <summary>Who took note of its warnings, in order.</summary>
    public ImmutableArray<WarningAcknowledged> Acknowledged { get; private set; } = [];

    /// <summary>Which violations were dealt with, in order.</summary>
    public ImmutableArray<WarningResolved> Resolved { get; private set; } = [];

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
    public virtual PlanTerms? Gives => null;

    /// <summary>The plan of a task, or the task of an inspection: whose terms it takes.</summary>
    public virtual SubjectKey? Giver => null;

    /// <summary>One line without personal data.</summary>
    public virtual string Title => "";

    /// <summary>The number of its register (案号), as it is written; null where it has none.</summary>
    public virtual string? CaseNo => null;

    /// <summary>The number of its decision (文书号), as it is written; null where it has none.</summary>
    public virtual string? DocNo => null;

    /// <summary>The codes a firm had before, with blanks between; null where it had none.</summary>
    public virtual string? Former => null;

    /// <summary>What a person is to look at, a word for each with a blank between: <c>firmCode</c>; null where nothing is.</summary>
    public virtual string? Marks => null;

    /// <summary>How many of its events occurred on each day, and how many were recorded late (M44); none of reference data.</summary>
    public IEnumerable<Count> Arrivals
    {
        get
        {
            foreach (var (day, all, late) in events)
            {
                yield return new(Counter.Events, day, all);
                if (late > 0)
                {
                    yield return new(Counter.EventsLate, day, late);
                }
            }
        }
    }

    /// <summary>The team it belongs to by what its children did; outranks what its own facts name.</summary>
    protected virtual string? HomeTeam => null;

    /// <summary>The item by what its children did, where its own facts name none.</summary>
    protected virtual string? HomeItem => null;

    /// <summary>Its events are business of an upstream system, not reference data, and count in M44.</summary>
    protected virtual bool IsBusiness => true;

    /// <summary>See <see cref="LegalFile.Counts"/>.</summary>
    protected virtual IEnumerable<Count> Counts(Law law) => [];

    /// <summary>See <see cref="LegalFile.Clocks"/>.</summary>
    protected virtual IEnumerable<Clock> Clocks(Law law) => [];

    /// <summary>See <see cref="LegalFile.Guards"/>.</summary>
    protected virtual IEnumerable<Guard> Guards(Law law) => [];

    /// <summary>See <see cref="LegalFile.Warnings"/>.</summary>
    protected virtual IEnumerable<Warning> Warnings(Law law) => [];

    /// <summary>Adds what it is found by besides its id and its title; never a person's name or number.</summary>
    public virtual void Name(ref SearchText search)
    {
    }

    /// <summary>Takes one more fact in; facts come in their true order, each once.</summary>
    protected abstract Subject Apply(Fact fact);

    /// <summary>Whether an event says anything of it: what only the product itself may say means nothing from others.</summary>
    protected virtual bool Means(SourceEvent @event) => true;

    /// <summary>The team it belongs to: of what is the whole bureau's the law names it.</summary>
    protected virtual string? TeamBy(Law law) => DeclaredTeam;

    /// <summary>Opens it under a law; kinds whose judgements share much have a file of their own.</summary>
    protected virtual LegalFile OpenFile(Law law) => new PlainFile(this, law);

    /// <summary>What the law makes of it.</summary>
    public Judged Judge(Law law) => new(this, OpenFile(law));

    /// <summary>The state of a subject whose own facts are these, in any order.</summary>
    public static Subject Fold(SubjectKey key, IEnumerable<SourceEvent> events)
    {
        var subject = Empty(key.Kind) with { Id = key.Id, Children = Contributions.NoneOf(key.Kind) };
        foreach (var @event in Chronicle.Live(events))
        {
            subject = subject.Continue(@event);
        }

        return subject;
    }

    /// <summary>The same with what is around it.</summary>
    public static Subject Fold(SubjectKey key, IEnumerable<SourceEvent> events, IEnumerable<Child> children, PlanTerms? terms) =>
        children.Aggregate(Fold(key, events), (subject, child) => subject.WithChild(Contribution.Of(key.Kind, child), 1)).Under(terms);

    /// <summary>
    /// One more fact, which in the true order comes after all it has and replaces none of them (<see cref="Thread"/>): the same as if all
    /// were folded anew.
    /// </summary>
    public Subject Continue(SourceEvent @event)
    {
        var fact = @event.Fact;
        var next = fact is WarningAcknowledged or WarningResolved || !Means(@event) ? this : Apply(fact);
        next = ReferenceEquals(next, this) ? this with { } : next;
        switch (fact)
        {
            case WarningAcknowledged acknowledged:
                next.Acknowledged = Acknowledged.Add(acknowledged);
                return next;
            case WarningResolved resolved:
                next.Resolved = Resolved.Add(resolved);
                return next;
            case Retraction:
                return next;
        }

        (next.dataTeam, next.envelopeTeam) = (fact.Team ?? dataTeam, @event.Team ?? envelopeTeam);
        (next.dataItem, next.envelopeItem) = (fact.Item ?? dataItem, @event.Item ?? envelopeItem);
        if (IsBusiness)
        {
            next.events = CountEvent(fact.OccurredOn, @event.Recorded - @event.Time > Prompt ? 1 : 0);
        }

        return fact is Oversight.RecordMerged merged ? new Oversight.MergedRecord(next, merged.Into) : next;
    }

    /// <summary>With one contribution of a child more (<paramref name="sign"/> 1) or less (−1).</summary>
    public Subject WithChild(Contribution? contribution, int sign) =>
        contribution is { } given && Children is { } children ? this with { Children = children.With(given, sign) } : this;

    /// <summary>Under the terms of another plan.</summary>
    public Subject Under(PlanTerms? terms) => Equals(terms, Terms) ? this : this with { Terms = terms };

    /// <summary>With what another state of the same subject has from its children and its plan.</summary>
    public Subject Amid(Subject other) => this with { Children = other.Children, Terms = other.Terms };

    private (DateOnly, int, int)[] CountEvent(DateOnly day, int late)
    {
        var at = events.Length;
        while (at > 0 && events[at - 1].Day > day)
        {
            at--;
        }

        if (at > 0 && events[at - 1].Day == day)
        {
            var changed = ((DateOnly Day, int All, int Late)[])events.Clone();
            changed[at - 1] = (day, events[at - 1].All + 1, events[at - 1].Late + late);
            return changed;
        }

        return [.. events.AsSpan(0, at), (day, 1, late), .. events.AsSpan(at)];
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
        "year" => new Bureau.BureauYear(),
        "staff" => new Bureau.Staff(),
        "repeat" => new Bureau.Repetition(),
        "cleanups" => new Bureau.Cleanups(),
        _ => Declared.DeclaredKinds.Find(kind) is { } declared ? new Declared.DeclaredSubject(declared) : new Oversight.Publication(),
    };

    /// <summary>The file of a subject whose counts, clocks and warnings share little.</summary>
    private sealed class PlainFile(Subject subject, Law law) : LegalFile(law)
    {
        public override Standing Standing => new(subject.Stage, subject.Open, subject.TeamBy(Law));

        public override IEnumerable<Count> Counts() => subject.Counts(Law);

        public override IEnumerable<Clock> Clocks() => subject.Clocks(Law);

        public override IEnumerable<Guard> Guards() => subject.Guards(Law);

        public override IEnumerable<Warning> Warnings(bool openOnly) => subject.Warnings(Law);
    }
}

/// <summary>A subject that counts towards another one, as the ledger holds it.</summary>
/// <param name="DoneOn">The day it was done in the sense of its parent; null while it is not.</param>
/// <param name="Team">The team in whose figures it is.</param>
/// <param name="Counts">What it counts in, as <see cref="SubjectCounts"/> encodes it.</param>
internal sealed record Child(string Kind, string Id, DateOnly? DoneOn, string? Team = null, string? Item = null, byte[]? Counts = null)
{
    /// <summary>Nothing a parent could see differs.</summary>
    public bool Equals(Child? other) =>
        other is not null && (Kind, Id, DoneOn, Team, Item) == (other.Kind, other.Id, other.DoneOn, other.Team, other.Item)
        && (Counts ?? []).AsSpan().SequenceEqual(other.Counts ?? []);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Id);
}

/// <summary>What a plan gives its tasks, and they their inspections.</summary>
/// <param name="End">The last day of the plan.</param>
/// <param name="Published">When the plan was published.</param>
/// <param name="Tiered">Its objects are drawn by credit or risk.</param>
internal sealed record PlanTerms(DateOnly End, Stop Published, bool Tiered);
