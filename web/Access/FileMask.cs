using static Dashboard.Web.Access.Degree;
using static Dashboard.Web.Access.Personal;

namespace Dashboard.Web.Access;

/// <summary>What is personal, or a firm's, in a file (DOMAIN.md §13). What is none of these (informants, free text) is shown to nobody.
/// </summary>
internal enum Personal
{
    /// <summary>Name of a natural person: a party, a driver, a contact.</summary>
    Somebody,

    /// <summary>Name of a natural person under 18.</summary>
    Minor,

    /// <summary>Name of an organisation, or of a one-person business.</summary>
    Organisation,

    Phone,
    Address,

    /// <summary>Plate of a vehicle.</summary>
    Plate,

    /// <summary>Name or certificate number of an officer.</summary>
    Officer,
}

/// <summary>How much of it is shown.</summary>
internal enum Degree
{
    Nothing,

    /// <summary>What stands for it in a list: 当事人(个人), 某企业.</summary>
    Label,

    /// <summary>A part by which it is known again: 张某某, 138****1234.</summary>
    Part,

    Whole,
}

/// <summary>
/// How much of what is personal in a file its reader is shown: one table, by role. Who has several roles is shown what any of them is.
/// Whoever sits at an open machine is nobody to be named, and is shown what an auditor is.
/// </summary>
internal sealed class FileMask
{
    private static readonly Dictionary<Personal, Row> Table = new()
    {
        //                 auditor  leader   legal section, and with a reason
        [Somebody] = new(Label, Part, Whole, Whole),
        [Minor] = new(Label, Part, Part, Whole),
        [Organisation] = new(Label, Whole, Whole, Whole),
        [Phone] = new(Nothing, Part, Part, Whole),
        [Address] = new(Nothing, Part, Part, Whole),
        [Plate] = new(Nothing, Part, Whole, Whole),
        [Officer] = new(Nothing, Whole, Whole, Whole),
    };

    /// <summary>Least of all: an auditor, an open machine.</summary>
    public static readonly FileMask Least = new(static row => row.Auditor);

    /// <summary>Of somebody of the legal section who has given a reason.</summary>
    public static readonly FileMask WithReason = new(static row => row.WithReason);

    private static readonly FileMask OfLeaders = new(static row => row.Leader), OfLegalSection = new(static row => row.Legal);

    private readonly Func<Row, Degree> column;

    private FileMask(Func<Row, Degree> column) => this.column = column;

    public static FileMask Of(Caller caller) =>
        caller.Kind != CallerKind.Person ? Least
        : caller.Roles.Contains(Roles.Supervisor) || caller.Roles.Contains(Roles.Admin) ? OfLegalSection
        : caller.Roles.Contains(Roles.Leader) ? OfLeaders
        : Least;

    public Degree DegreeOf(Personal what) => column(Table[what]);

    private sealed record Row(Degree Auditor, Degree Leader, Degree Legal, Degree WithReason);
}
