using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Dashboard.Grains;

/// <summary>Settings of the section <c>Dashboard</c> that grains read (CONTRACT.md §1).</summary>
public sealed class DashboardOptions
{
    /// <summary>The jurisdiction shown at <c>/</c>; teams that name no parent belong to it.</summary>
    [Required(ErrorMessage = "Set Dashboard:Jurisdiction to the six-digit code of the district, for example 330203.")]
    [RegularExpression(@"\d{6}", ErrorMessage = "Dashboard:Jurisdiction must be the six-digit code of a district, for example 330203.")]
    public string Jurisdiction { get; set; } = "330203";

    /// <summary>Folder of the embedded database.</summary>
    [Required(ErrorMessage = "Set Dashboard:DataPath to a folder this process may write to.")]
    public string DataPath { get; set; } = "data";

    /// <summary>From one round to the next: what goes the way of a post though nobody posts, in seconds.</summary>
    [Range(1, 3_600, ErrorMessage = "Dashboard:RoundSeconds must be from 1 to 3600 seconds.")]
    public int RoundSeconds { get; set; } = 10;

    /// <summary>How frames are paced.</summary>
    public PushOptions Push { get; set; } = new();

    /// <summary>Checks the section, and the form of <c>ConnectionStrings:Dashboard</c>, before anything is started by them.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static void Check(IConfiguration configuration)
    {
        try
        {
            var options = configuration.GetSection("Dashboard").Get<DashboardOptions>() ?? new();
            Validator.ValidateObject(options, new(options), validateAllProperties: true);
            Validator.ValidateObject(options.Push, new(options.Push), validateAllProperties: true);
        }
        catch (InvalidOperationException problem)
        {
            // The binder names the key and the value.
            throw new ValidationException(problem.Message, problem);
        }

        CheckConnection(configuration.GetConnectionString("Dashboard"));
    }

    private static void CheckConnection(string? connection)
    {
        try
        {
            if (!string.IsNullOrWhiteSpace(connection) && string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(connection).Host))
            {
                throw new ValidationException(
                    "ConnectionStrings:Dashboard names no Host; write an Npgsql string (Host=…;Database=…;Username=…), or leave it out " +
                        "for the embedded database.");
            }
        }
        catch (ArgumentException problem)
        {
            throw new ValidationException(
                $"ConnectionStrings:Dashboard is no Npgsql string (Host=…;Database=…;Username=…): {problem.Message}", problem);
        }
    }
}

/// <summary>Pacing of frames.</summary>
public sealed class PushOptions
{
    /// <summary>Least time from the start of one frame of a view to the next, in milliseconds.</summary>
    [Range(1, 250, ErrorMessage = "Dashboard:Push:TickMs must be from 1 to 250 milliseconds.")]
    public int TickMs { get; set; } = 4;
}
