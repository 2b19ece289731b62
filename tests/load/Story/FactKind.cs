namespace Dashboard.Load.Story;

/// <summary>The facts a generated story consists of; each is one event of the catalogue.</summary>
internal enum FactKind : byte
{
    CaseFiled,
    InvestigationClosed,
    NoticeServed,
    CaseDecided,
    CaseServed,
    CasePaid,
    CaseClosed,
    OnSpotDecided,
    InspectionStarted,
    InspectionCompleted,
    LicenceAccepted,
    LicenceDecided,
    DecisionPublished,
    TeamUpserted,
    DistrictUpserted,
    ItemUpserted,
    OfficerUpserted,
    ObjectUpserted,
    PlanPublished,
    TaskIssued,
}
