using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Books;

/// <summary>
/// The course of a document: reviewed within its days once it is handed in for that (NDC-01) and before it is published (M66), filed
/// within its days where it is normative (NDC-03), and out of force on its last day unless it is repealed or replaced before (NDC-04).
/// </summary>
internal sealed class DocumentCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    private Deed? drafted, submitted, answered, review, published, filed, repealed;
    private readonly List<Deed> consultations = [];

    /// <summary>A normative document is filed with the government; an internal rule is not.</summary>
    public bool IsNormative => drafted?.Flag("normative") == true;

    /// <summary>Its number (发文字号); null before it is published.</summary>
    public string? Number => published?.Text("docNo");

    /// <summary>The day it begins to hold; null before it is published.</summary>
    public DateOnly? ValidFrom => published?.Day("validFrom");

    /// <summary>The last day it holds; null where it says none.</summary>
    public DateOnly? ValidTo => published?.Day("validTo");

    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => ValidFrom <= day && !(ValidTo < day) && !(repealed?.On <= day);

    /// <inheritdoc/>
    public override IEnumerable<Clock> Clocks =>
        submitted is not null && Law.Clock("NDC-01", submitted.On, stop: Stopped(answered), presupposes: true) is { } reviewing
            ? [reviewing, .. Timed().Select(static one => one.Clock)] : Timed().Select(static one => one.Clock);

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        if (published is null)
        {
            yield break;
        }

        yield return new(Counter.DocumentsPublished, published.On, 1);
        if (review is not null && review.On <= published.On)
        {
            yield return new(Counter.DocumentReviewed, published.On, 1);
        }

        if (Filing() is { } filing)
        {
            yield return filing.Stopped is null ? new(Counter.FilingOpen, filing.Deadline.Due, 1, filing.Deadline.Due)
                : new(filing.IsMet ? Counter.FilingOnTime : Counter.FilingLate, filing.Deadline.Due, 1);
        }

        if (repealed is null)
        {
            yield return new(Counter.DocumentsInForce, published.On, 1, ValidTo ?? Count.Never);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Warning> Warnings()
    {
        foreach (var (clock, id, from) in Timed())
        {
            if (Law.Warning(id, clock.Trigger) is { } rule)
            {
                yield return clock.Warn(rule, rule.First, from.At, Law.Calendar);
            }
        }
    }

    /// <summary>
    /// NDC-02: before a document that touches business is published, the public may speak on so many days (优化营商环境条例 art. 62). Both
    /// days of a consultation count, and the longest of several speaks; what runs on after the publication is none before it.
    /// </summary>
    public override IEnumerable<Guard> Guards()
    {
        if (published is null || drafted?.Flag("touchesBusiness") != true
            || !Law.Rules.At(published.On).Limits.TryGetValue("NDC-02", out var limit))
        {
            yield break;
        }

        var days = consultations.Select(DaysBefore).DefaultIfEmpty(0).Max();
        yield return days > 0 ? new("D1", days >= limit.N, Finding.Consulted, ("days", (long)days), ("needed", (long)limit.N))
            : new("D1", false, Finding.NotConsulted, ("needed", (long)limit.N));

        int DaysBefore(Deed consulted)
        {
            var (from, to, last) = (consulted.Day("from"), consulted.Day("to"), published.On.AddDays(-1));
            return from is { } first && to is { } end ? Math.Max(0, (end < last ? end : last).DayNumber - first.DayNumber + 1) : 0;
        }
    }

    /// <inheritdoc/>
    protected override void Moved(TakenDeed taken)
    {
        var deed = taken.Deed;
        answered = deed.Type == "document.reviewed" ? answered ?? deed : answered;
        switch (deed.Type)
        {
            case "document.drafted":
                drafted = deed;
                break;
            case "document.consulted":
                consultations.Add(deed);
                break;
            case "document.submitted":
                // Handed in again its days begin anew.
                (submitted, answered) = (deed, null);
                break;
            case "document.reviewed" when deed.Text("outcome") == "Passed":
                review ??= deed;
                break;
            case "document.published":
                published = deed;
                break;
            case "document.filed":
                filed = deed;
                break;
            case "document.repealed":
                repealed = deed;
                break;
        }
    }

    private IEnumerable<(Clock Clock, string Warning, Deed From)> Timed()
    {
        if (Filing() is { } filing)
        {
            yield return (filing, "W48", published!);
        }

        if (ValidTo is { } last && Law.Clock("NDC-04", published!.On, stop: Stopped(repealed)) is { } expiry)
        {
            yield return (expiry.Until(last, Law, isFixed: true), "W47", published);
        }
    }

    private Clock? Filing() => published is null || !IsNormative ? null : Law.Clock("NDC-03", published.On, stop: Stopped(filed));

    private static Stop? Stopped(Deed? deed) => deed is null ? null : Stop.By(deed, deed.On);
}

/// <summary>The course of a legal opinion: whether one that asks for a change was followed (M69).</summary>
internal sealed class OpinionCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    private Deed? given;

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        if (given is null)
        {
            yield break;
        }

        yield return new(Counter.OpinionsGiven, given.On, 1);
        if (given.Text("outcome") is not "Lawful" && given.Values.ContainsKey("adopted"))
        {
            yield return new(Counter.OpinionAdverse, given.On, 1);
            yield return new(Counter.OpinionAdopted, given.On, given.Flag("adopted") ? 1 : 0);
        }
    }

    /// <summary>Said again it is put right, or the answer to it has come.</summary>
    protected override void Moved(TakenDeed taken) => given = taken.Deed;
}

/// <summary>
/// The course of a complaint: due on the day its work order names, else after the days of CPL-01; its rating is the last.
/// </summary>
internal sealed class ComplaintCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    private Deed? received, answered, rated;
    private bool isReopened;

    /// <summary>The day its work order names; null: the rule set's days. Opened again it has those.</summary>
    public DateOnly? Due => isReopened ? null : received?.Day("due");

    /// <summary>What it is about; null while it is not received.</summary>
    public string? About => received?.Text("about");

    /// <summary>Founded it counts among the complaints about one matter at its team (W35).</summary>
    public (string Parent, DateOnly? DoneOn)? Towards =>
        Founded is { } answer && Team is { } team && About is { } about
            ? (Repetition.KeyOf(Kind.Kind, about, team), answer.On) : null;

    /// <summary>The answer that found something in it; null: none, or none found.</summary>
    public Deed? Founded => answered?.Text("founded") is "Yes" or "Partly" ? answered : null;

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        foreach (var count in base.Counts())
        {
            yield return count;
        }

        if (rated is not null)
        {
            yield return new(Counter.ComplaintRated, rated.On, 1);
            yield return new(Counter.ComplaintSatisfied, rated.On, rated.Flag("satisfied") ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    protected override void Moved(TakenDeed taken)
    {
        var deed = taken.Deed;
        switch (deed.Type)
        {
            case "complaint.received":
                received = deed;
                break;
            case "complaint.answered":
                answered = deed;
                break;
            case "complaint.rated":
                rated = deed;
                break;
            case "complaint.reopened":
                isReopened = true;
                break;
        }
    }
}
