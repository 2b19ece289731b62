using Dashboard.Grains.Intake;
using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Web.Reference;
using Dashboard.Web.Ingest;

namespace Dashboard.Tests.Domain;

/// <summary>The calendar and the rules of the seeds folder, as the product loads them.</summary>
internal static class SeededLaw
{
    /// <summary>The folder of the repository that holds the reference data.</summary>
    public static string Folder { get; } = Find();

    /// <summary>The version of the rule set of this release.</summary>
    public static string Version { get; } = (string)SeedFiles.ReadRules(Folder)["version"]!;

    /// <summary>The events of all reference data.</summary>
    public static IReadOnlyList<SourceEvent> Reference { get; } =
        [.. new ReferenceData(Folder, "330203")
            .Events()
            .SelectMany(utf8 => new EventReader(TimeProvider.System).Read(utf8, BodyFormat.One))
            .Select(read => read.Event ?? throw new InvalidDataException(read.Refusal!.Reason))];

    /// <summary>Those of the calendar and the rules.</summary>
    public static IReadOnlyList<SourceEvent> Events { get; } = [.. Reference.Where(@event => @event.Kind is "calendar" or "rules")];

    public static RosterEdition Edition { get; } = CurrentRoster.Read(Reference, 1);

    public static Law Law => Edition.Law;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "seeds");
    }
}
