using System.Collections.Frozen;
using Dashboard.Grains.Domain.Books;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Reports;

namespace Dashboard.Grains.Domain.Declared;

/// <summary>All declared kinds. A new one is a file with its declaration, and a line here.</summary>
internal static class DeclaredKinds
{
    public static IReadOnlyList<DeclaredKind> All { get; } =
    [
        OrderKind.Declaration, .. YearKinds.All, .. PeopleKinds.All, ReportKind.Declaration, .. BookKinds.All,
        .. SupervisorKinds.All,
    ];

    private static readonly FrozenDictionary<string, DeclaredKind> ByKind = All.ToFrozenDictionary(static kind => kind.Kind);

    private static readonly FrozenSet<string> Types =
        All.SelectMany(static kind => kind.Events).Select(static said => said.Type).ToFrozenSet();

    /// <summary>Kinds of whose warnings some are the legal section's, whatever the team.</summary>
    public static IReadOnlySet<string> OfLegalSection { get; } =
        All.Where(static kind => kind.Clocks.Any(static clock => clock.IsOfLegalSection)).Select(static kind => kind.Kind).ToFrozenSet();

    /// <summary>The declaration of a kind; null for kinds that are coded.</summary>
    public static DeclaredKind? Find(string kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>Whether an event is one of a declared kind.</summary>
    public static bool HasEvent(string type) => Types.Contains(type);
}
