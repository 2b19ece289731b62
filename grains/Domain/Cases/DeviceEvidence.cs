using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>A device has recorded a violation (非现场执法).</summary>
internal sealed record EvidenceCaptured(string TeamId, DateOnly On, string? ItemCode) : Fact
{
    public override string? Team => TeamId;
    public override string? Item => ItemCode;
}

/// <summary>The record was reviewed, technically or legally (行政处罚法 art. 41 wants both).</summary>
internal sealed record EvidenceReviewed(DateOnly On, bool Technical) : Fact
{
    public override string? Key => Technical ? "technical" : "legal";
}

/// <summary>A case was filed, or its party notified, on this record.</summary>
internal sealed record EvidenceUsed(DateOnly On) : Fact;

/// <summary>A record of an electronic device as evidence (电子技术监控记录).</summary>
internal sealed record DeviceEvidence : Subject
{
    public EvidenceCaptured? Captured { get; init; }
    public EvidenceReviewed? Technical { get; init; }
    public EvidenceReviewed? Legal { get; init; }
    public EvidenceUsed? Used { get; init; }

    private bool IsReviewed => Technical is not null && Legal is not null;

    /// <inheritdoc/>
    public override string Stage => Captured is null ? "" : Used is not null ? "used" : IsReviewed ? "reviewed" : "captured";

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => fact switch
    {
        EvidenceCaptured captured => this with { Captured = captured },
        EvidenceReviewed { Technical: true } reviewed => this with { Technical = reviewed },
        EvidenceReviewed reviewed => this with { Legal = reviewed },
        EvidenceUsed used => this with { Used = used },
        _ => this,
    };

    /// <summary>W30: not reviewed both ways after some working days; used before it was.</summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (Captured is null || law.Warning("W30", Captured.On) is not { } rule)
        {
            yield break;
        }

        var last = IsReviewed ? Technical!.On >= Legal!.On ? Technical : Legal : null;
        var reviewed = last is null ? null : Stop.By(last, last.On);
        var steps = new List<Step>();
        if (rule.First.Yellow is { } yellow)
        {
            steps.Add(new(Shanghai.Midnight(law.Calendar.WorkdaysAfter(Captured.On, yellow)), Level.Yellow));
        }

        if (rule.First.Red is { } red)
        {
            steps.Add(new(Shanghai.Midnight(law.Calendar.WorkdaysAfter(Captured.On, red)), Level.Red));
        }

        if (Used is { } used)
        {
            steps.Add(new(used.InstantOn(used.On), Level.Breach));
            // A review after the use does not undo it.
            reviewed = last is not null && last.On <= used.On ? reviewed : null;
        }

        if (steps.Count > 0)
        {
            yield return Warning.Of(rule, null, steps, reviewed);
        }
    }
}
