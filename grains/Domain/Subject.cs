using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain;

/// <summary>
/// What is true of one case, inspection, licence … now: the fold of its facts. Everything shown of it follows from this.
/// </summary>
internal abstract record Subject
{
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

    /// <summary>"kind/id" of the subject this one counts towards.</summary>
    public virtual string? Parent => null;

    /// <summary>The day it is done as its parent sees it.</summary>
    public virtual DateOnly? DoneOn => null;

    /// <summary>A date its children take from it (the end of a plan).</summary>
    public virtual DateOnly? Given => null;

    /// <summary>One line without personal data.</summary>
    public virtual string Title => "";

    /// <summary>What it counts in, each once, on its attribution date (CONTRACT.md §3).</summary>
    public virtual IEnumerable<Count> Counts() => [];

    /// <summary>Takes one more fact in; facts come in their true order, each once.</summary>
    protected abstract Subject Apply(Fact fact);

    /// <summary>Takes in what is true of the subjects around it.</summary>
    protected virtual Subject With(Relations relations) => this;

    /// <summary>The state of a subject whose facts are these, in any order.</summary>
    public static Subject Fold(string kind, IEnumerable<SourceEvent> events, Relations relations)
    {
        var subject = Empty(kind);
        string? dataTeam = null, envelopeTeam = null, dataItem = null, envelopeItem = null;
        foreach (var @event in Chronicle.Live(events))
        {
            var fact = @event.Fact;
            subject = subject.Apply(fact);
            dataTeam = fact.Team ?? dataTeam;
            envelopeTeam = @event.Team ?? envelopeTeam;
            dataItem = fact.Item ?? dataItem;
            envelopeItem = @event.Item ?? envelopeItem;
        }

        return subject.With(relations) with { DeclaredTeam = dataTeam ?? envelopeTeam, Item = dataItem ?? envelopeItem };
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
        "calendar" => new Calendar.PublishedCalendar(),
        _ => new Oversight.Publication(),
    };
}

/// <summary>What a fold needs to know of other subjects: the children that name it, and the date its parent gives it.</summary>
internal sealed record Relations(IReadOnlyCollection<DateOnly?> ChildrenDoneOn, DateOnly? GivenByParent)
{
    public static Relations None { get; } = new([], null);
}
