using System.ComponentModel.DataAnnotations;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>
/// <c>users add NAME --role ROLE [--role ROLE …] [--teams T01,T02]</c>, <c>users reset NAME</c>, <c>users list</c>: accounts made at the
/// machine, in the database the settings name. The password is read from standard input when that is redirected; otherwise one is made and
/// printed.
/// </summary>
internal static class UsersCommand
{
    private const string Usage = """
        users add NAME --role ROLE [--role ROLE …] [--teams T01,T02] [--display NAME]
        users reset NAME
        users list
        Roles: {0}. A password is read from standard input when that is redirected; otherwise one is made and printed.
        """;

    /// <returns>0 when it was done, 2 when the command is none, 1 when it could not be done.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables().Build();
        var connection = configuration.GetConnectionString("Dashboard");
        var data = configuration["Dashboard:DataPath"] is { Length: > 0 } path ? path : "data";
        var (words, options) = Split(args);
        if (words is not (["add", _] or ["reset", _] or ["list"]))
        {
            Console.Error.WriteLine(Usage, string.Join(", ", Roles.All));
            return 2;
        }

        try
        {
            if (string.IsNullOrWhiteSpace(connection))
            {
                EmbeddedFolder.RequireDatabase(data);
            }
        }
        catch (ValidationException problem)
        {
            Console.Error.WriteLine($"没有数据库，请设置 Dashboard__DataPath 或 ConnectionStrings__Dashboard。{problem.Message}");
            return 1;
        }

        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddDashboardReading(connection, data).AddAccessStore(connection, data).BuildServiceProvider();
        await services.GetRequiredService<ILedgerReading>().PrepareAsync(CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var audit = scope.ServiceProvider.GetRequiredService<AuditTrail>();
        return words switch
        {
            ["add", var name] => await AddAsync(people, audit, name, options),
            ["reset", var name] => await ResetAsync(people, audit, name),
            _ => List(people),
        };
    }

    private static async Task<int> AddAsync(UserManager<Person> people, AuditTrail audit, string name, ILookup<string, string> options)
    {
        var roles = options["role"].SelectMany(Words).ToList();
        var teams = options["teams"].SelectMany(Words).ToList();
        var (password, isMade) = Password();
        var (person, problem) = await PeopleEndpoints.MakeAsync(
            people, name, options["display"].FirstOrDefault(), password, roles, teams.Count == 0 ? null : teams);
        if (person is null)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }

        await audit.AddAsync("machine", "person.added", $"person/{name}", $"roles {person.Roles}; teams {person.Teams ?? "all"}");
        Tell(name, password, isMade);
        return 0;
    }

    private static async Task<int> ResetAsync(UserManager<Person> people, AuditTrail audit, string name)
    {
        if (await people.FindByNameAsync(name) is not { } person)
        {
            Console.Error.WriteLine($"没有此账号。There is no account {name}.");
            return 1;
        }

        var (password, isMade) = Password();
        if (PasswordRules.Problem(name, password) is { } problem)
        {
            Console.Error.WriteLine(problem);
            return 1;
        }

        await PeopleEndpoints.RenewAsync(people, person, password);
        await audit.AddAsync("machine", "password.reset", $"person/{name}");
        Tell(name, password, isMade);
        return 0;
    }

    private static int List(UserManager<Person> people)
    {
        foreach (var person in people.Users.OrderBy(person => person.UserName))
        {
            Console.WriteLine($"{person.UserName}\t{(person.Roles.Length == 0 ? "closed" : person.Roles)}\t{person.Teams ?? "all teams"}");
        }

        return 0;
    }

    private static (string Password, bool IsMade) Password() =>
        Console.IsInputRedirected && Console.In.ReadLine()?.Trim() is { Length: > 0 } given ? (given, false)
        : (PeopleEndpoints.NewPassword(), true);

    private static void Tell(string name, string password, bool isMade) =>
        Console.WriteLine(isMade ? $"{name}: {password}" : $"{name}: ok");

    private static string[] Words(string text) => text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);

    private static (string[] Words, ILookup<string, string> Options) Split(string[] args)
    {
        var (words, options) = (new List<string>(), new List<(string Name, string Value)>());
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < args.Length)
            {
                options.Add((args[i][2..], args[++i]));
            }
            else
            {
                words.Add(args[i]);
            }
        }

        return ([.. words], options.ToLookup(option => option.Name, option => option.Value));
    }
}
