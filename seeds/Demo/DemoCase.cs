namespace Dashboard.Seeds.Demo;

/// <summary>A planned case; amounts in fen. The dates are set before anything is told, so that totals can be made to fit.</summary>
internal sealed class DemoCase(string id, string number, DemoCaseMix mix, SubjectLog log)
{
    public string Id { get; } = id;
    public string Number { get; } = number;
    public DemoCaseMix Mix { get; } = mix;
    public SubjectLog Log { get; } = log;

    public required bool OnSpot { get; init; }
    public required DemoParty Party { get; init; }
    public required IReadOnlyList<string> Officers { get; init; }
    public required string Authority { get; init; }
    public required string Origin { get; init; }
    public required CaseOutcome Outcome { get; init; }

    public DateOnly Filed { get; set; }
    public DateOnly? SuspendedOn { get; set; }
    public DateOnly? ResumedOn { get; set; }
    public DateOnly? ExtensionApproved { get; set; }
    public DateOnly Investigated { get; set; }
    public DateOnly? ReviewReturned { get; set; }
    public DateOnly LegallyReviewed { get; set; }
    public DateOnly? Discussed { get; set; }
    public DateOnly Noticed { get; set; }
    public bool HearingRight { get; set; }
    public bool Waived { get; set; }
    public DateOnly? Statement { get; set; }
    public DateOnly? HearingRequested { get; set; }
    public DateOnly? HearingHeld { get; set; }

    /// <summary>Day of the decision, of no penalty, of withdrawal or of transfer.</summary>
    public DateOnly Ended { get; set; }
    public DateOnly Served { get; set; }

    public long Fine { get; set; }
    public long Confiscated { get; set; }
    public string? ClueId { get; set; }
    public string? ActNo { get; set; }

    /// <summary>Plate of the overloaded vehicle.</summary>
    public string? Vehicle { get; set; }

    /// <summary>What is planned to go wrong, or to go on to the last day.</summary>
    public CaseFlaw Flaw { get; init; }

    public bool IsPenalty => Outcome == CaseOutcome.Penalty;
}

internal enum CaseFlaw
{
    None,

    /// <summary>Decided two days before the 90 days end, published on the last day.</summary>
    LastDays,

    /// <summary>As <see cref="LastDays"/>, with a vehicle detained and kept to the end of the extended limit.</summary>
    LongDetention,

    /// <summary>Decided a month after the 90 days, without an extension.</summary>
    TooLate,
    Undisclosed,

    /// <summary>Published in time, but recorded after the limit.</summary>
    RecordedLate,
    WithoutNotice,

    /// <summary>Not paid; the court is asked in the last days of the three months.</summary>
    Unpaid,
}

internal enum CaseOutcome
{
    Penalty,
    NoPenalty,
    Withdrawn,
    ToAgency,
    ToPolice,
}
