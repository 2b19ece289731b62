using System.ComponentModel.DataAnnotations;
using Dashboard.Grains;
using Dashboard.Seeds.Demo;
using Dashboard.Web;
using Dashboard.Web.Access;
using Dashboard.Web.Import;
using Dashboard.Web.Reference;
using Dashboard.Web.Verification;

if (args is ["import", ..])
{
    return await ImportCommand.RunAsync(args[1..], CancellationToken.None);
}

if (args is ["users", ..])
{
    return await UsersCommand.RunAsync(args[1..]);
}

if (args is ["backup" or "restore", ..])
{
    return await CopyCommand.RunAsync(args);
}

if (args is ["verify", ..])
{
    return await VerifyCommand.RunAsync(args[1..]);
}

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args,
        ContentRootPath = Directory.Exists("wwwroot") ? null : AppContext.BaseDirectory });
    var settings = Settings.From(builder.Configuration, builder.Environment);
    Listening.Prepare(builder);
    Dashboard.Grains.DashboardOptions.Check(builder.Configuration);
    Telemetry.Check(builder.Configuration);
    settings.RequireFreePorts();
    using var folder = settings.ConnectionString is null ? EmbeddedFolder.Hold(settings.DataPath) : null;
    await KnownJurisdiction.RequireAsync(settings, builder.Configuration);
    builder.Services.AddSystemd();
    builder.Logging.SayOutagesShortly();
    builder.AddSettings(settings);
    builder.Services.AddAccess(settings);
    builder.AddGrains(settings);
    builder.Services.AddIntake();
    if (settings.Demo)
    {
        builder.Services.AddDemo(settings.Seeds, settings.DemoStream);
    }

    builder.Services.AddReading(settings);
    builder.Services.AddScreens();
    builder.AddMeasurements();

    var app = builder.Build();
    app.MapDashboard(settings);
    await app.RunAsync();
    return 0;
}
catch (Exception problem) when (problem is ValidationException or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
