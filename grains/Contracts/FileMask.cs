using static Dashboard.Grains.Contracts.Degree;
using static Dashboard.Grains.Contracts.Personal;

namespace Dashboard.Grains.Contracts;

/// <summary>
/// How much of what is personal in a file its reader is shown: one table, by role (DOMAIN.md §13).
/// </summary>
public sealed class FileMask
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

    /// <summary>Of a leader.</summary>
    public static readonly FileMask OfLeaders = new(static row => row.Leader);

    /// <summary>Of the legal section.</summary>
    public static readonly FileMask OfLegalSection = new(static row => row.Legal);

    private readonly Func<Row, Degree> column;

    private FileMask(Func<Row, Degree> column) => this.column = column;

    /// <summary>How much of something is shown.</summary>
    public Degree DegreeOf(Personal what) => column(Table[what]);

    private sealed record Row(Degree Auditor, Degree Leader, Degree Legal, Degree WithReason);
}
