namespace Dashboard.Load.Story;

/// <summary>What a register holds that is sent anew: firms of the story, officers, and items and teams beyond those of the seeds.</summary>
internal static class Registers
{
    public const int Officers = 2_000;
    public const int FirstItem = 34;
    public const int Items = 66;
    public const int FirstTeam = 9;
    public const int Teams = 21;

    /// <summary>The n-th entry sent: of a hundred, sixty are firms and thirty officers, as there are more of them.</summary>
    public static (FactKind Kind, int Subject) Sent(int n, int among100) => among100 switch
    {
        < 60 => (FactKind.ObjectUpserted, n % Firms.All),
        < 90 => (FactKind.OfficerUpserted, n % Officers),
        < 97 => (FactKind.ItemUpserted, FirstItem + (n % Items)),
        _ => (FactKind.TeamUpserted, FirstTeam + (n % Teams)),
    };

    /// <summary>Every entry once.</summary>
    public static IEnumerable<(FactKind Kind, int Subject)> All() =>
    [
        .. Enumerable.Range(FirstTeam, Teams).Select(team => (FactKind.TeamUpserted, team)),
        .. Enumerable.Range(FirstItem, Items).Select(item => (FactKind.ItemUpserted, item)),
        .. Enumerable.Range(0, Officers).Select(officer => (FactKind.OfficerUpserted, officer)),
        .. Enumerable.Range(0, Firms.All).Select(firm => (FactKind.ObjectUpserted, firm)),
    ];
}
