using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The numbered scripts of one dialect, applied in order, each once, in one transaction. The caller holds the lock that keeps other
/// processes out.
/// </summary>
internal static class SchemaScripts
{
    /// <exception cref="ValidationException">The database was upgraded by a later version.</exception>
    /// <exception cref="InvalidOperationException">A script failed.</exception>
    public static void Apply(UpgradeEngineBuilder builder, string dialect)
    {
        var scripts = Read(dialect);
        var engine = builder
            .WithScripts(scripts)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var unknown = engine.GetExecutedScripts().Except(scripts.Select(script => script.Name)).Order().ToArray();
        if (unknown.Length > 0)
        {
            throw new ValidationException(
                $"The database was upgraded by a later version of this program (it has {string.Join(", ", unknown)}); start that " +
                    "version, or one later still.");
        }
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"The database could not be upgraded: {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
        }
    }

    private static SqlScript[] Read(string dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{typeof(SchemaScripts).Namespace}.Schema.{dialect}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
                SqlScript.FromStream(Path.GetFileNameWithoutExtension(name[prefix.Length..]), assembly.GetManifestResourceStream(name)!))];
    }
}
