using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Duties;

/// <summary>The course of a duty: when it is due, how far it is, and its self-check of each quarter (SUPERVISION.md §3).</summary>
internal sealed class DutyCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    /// <summary>Why an event moves nothing: what the ledger counts nobody reports; its day has passed; said of a quarter before.</summary>
    public const string Measured = "measured", OutOfBounds = "bounds", Again = "again";

    private const string SelfCheck = "DUT-02";
    private readonly Dictionary<string, Deed> checks = new(StringComparer.Ordinal);
    private int reported;
    private Deed? done;

    /// <summary>The event that assigned it; null while nothing holds of it.</summary>
    public Deed? Assigned { get; private set; }

    /// <summary>The last day it is to be done by.</summary>
    public DateOnly Due { get; private set; }

    public DutyMeasure? Measure => Assigned?.Values.GetValueOrDefault("measure") as DutyMeasure;

    /// <summary>The ledger counts what it is measured by.</summary>
    public bool IsMeasured => Measure?.Sort == MeasureSort.Facts;

    /// <summary>Facts counted when the ledger last said so, for whatever day: what comes late makes a count of an earlier day.</summary>
    public int Count { get; private set; }

    /// <summary>How far it is: 0 to 100; of what the ledger counts never by hand.</summary>
    public int Percent => Stage == "verified" ? 100 : IsMeasured ? Measure!.PercentOf(Count) : reported;

    /// <summary>When it ended: verified as done, or cancelled; null while it is open.</summary>
    public DateOnly? Ended { get; private set; }

    /// <summary>The quarters that end while it runs, <c>2026Q3</c> and the last day of each, to that of its due day.</summary>
    public IEnumerable<(string Quarter, DateOnly End)> Quarters()
    {
        if (Assigned is null)
        {
            yield break;
        }

        var last = Ended is { } ended && ended < Due ? ended : QuarterEnd(Due);
        for (var end = QuarterEnd(Assigned.On); end <= last && (Ended is null || end < Ended); end = QuarterEnd(end.AddDays(1)))
        {
            yield return ($"{end.Year}Q{end.Month / 3}", end);
        }
    }

    /// <summary>The self-check of a quarter; null while there is none.</summary>
    public Deed? CheckOf(string quarter) => checks.GetValueOrDefault(quarter);

    /// <inheritdoc/>
    public override IEnumerable<Clock> Clocks => base.Clocks.Concat(Checks());

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        foreach (var count in base.Counts())
        {
            yield return count;
        }

        if (Stage == "verified")
        {
            yield return new(Counter.DutiesCompleted, Ended!.Value, 1);
            yield return new(done!.On <= Due ? Counter.DutyOnTime : Counter.DutyLate, Due, 1);
        }
        else if (IsOpen)
        {
            yield return new(Counter.DutyOpen, Due, 1, Due);
        }

        foreach (var clock in Checks())
        {
            var due = clock.Deadline.Due;
            yield return clock.Stopped is null ? new(Counter.SelfCheckOpen, due, 1, due)
                : new(clock.IsMet ? Counter.SelfCheckOnTime : Counter.SelfCheckLate, due, 1);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Warning> Warnings()
    {
        foreach (var warning in base.Warnings())
        {
            yield return warning;
        }

        foreach (var clock in Checks())
        {
            if (Law.Warning("W38", clock.Trigger) is { } rule)
            {
                yield return clock.Warn(rule, rule.First, Shanghai.Midnight(clock.Trigger), Law.Calendar);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Know(IReadOnlyList<Deed> deeds) =>
        Count = deeds.Where(static deed => deed.Type == "duty.measured").MaxBy(static deed => deed.ReceivedAt)?.Count("count") ?? 0;

    /// <inheritdoc/>
    protected override string? Objection(Deed deed, Move move) => deed.Type switch
    {
        "duty.progressReported" when IsMeasured => Measured,
        "duty.selfChecked" when checks.ContainsKey(deed.Text("quarter")!) => Again,
        "duty.selfChecked" when !Quarters().Any(one => one.Quarter == deed.Text("quarter")) => OutOfBounds,
        // A day that has passed is not moved: what was late stays late.
        "duty.changed" when deed.Day("newDue") is { } moved && (deed.On > Due || moved < deed.On) => OutOfBounds,
        _ => null,
    };

    /// <inheritdoc/>
    protected override void Moved(TakenDeed taken)
    {
        var deed = taken.Deed;
        switch (deed.Type)
        {
            case "duty.assigned":
                (Assigned, Due) = (deed, deed.Day("due")!.Value);
                break;
            case "duty.progressReported":
                reported = deed.Flag("done") ? 100 : deed.Count("percent");
                break;
            case "duty.selfChecked":
                checks[deed.Text("quarter")!] = deed;
                break;
            case "duty.changed":
                Due = deed.Day("newDue") ?? Due;
                break;
        }

        done = taken.To == "doneReported" && taken.From != "doneReported" ? deed : done;
        Ended = taken.To is "verified" or "cancelled" ? deed.On : null;
    }

    private IEnumerable<Clock> Checks()
    {
        if (Stage == "cancelled")
        {
            yield break;
        }

        foreach (var (quarter, end) in Quarters())
        {
            var stop = CheckOf(quarter) is { } check ? Stop.By(check, check.On) with { At = check.At } : null;
            if (Law.Clock(SelfCheck, end, quarter, stop: stop) is { } clock)
            {
                yield return clock;
            }
        }
    }

    private static DateOnly QuarterEnd(DateOnly day) =>
        new DateOnly(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1).AddMonths(3).AddDays(-1);
}
