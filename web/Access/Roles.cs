namespace Dashboard.Web.Access;

/// <summary>What people may be (CONTRACT.md §7). Sources and screens are no people and have no role.</summary>
internal static class Roles
{
    /// <summary>Figures of the bureau; no case files.</summary>
    public const string Viewer = "viewer";

    /// <summary>What a viewer sees, and the files of the teams in his scope.</summary>
    public const string Leader = "leader";

    /// <summary>The legal section (法规科): all teams; acknowledges and supervises.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Reads the audit, quarantine and everything masked; changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>People, sources, screens, set-up and imports; no content of cases.</summary>
    public const string Operator = "operator";

    /// <summary>All of it.</summary>
    public const string Admin = "admin";

    /// <summary>Every role.</summary>
    public static readonly IReadOnlyList<string> All = [Viewer, Leader, Supervisor, Auditor, Operator, Admin];
}
