using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>
/// What is kept of people, tokens, screens and the audit (CONTRACT.md §7, §8) lies in the database of the ledger: the same holds in both.
/// </summary>
public abstract class KeptTests(Bureau bureau) : IAsyncLifetime
{
    private const int Enough = 80, Kinds = 4, MostGuesses = 40;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private HttpClient admin = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => admin = await bureau.SignInAsync("root");

    public ValueTask DisposeAsync()
    {
        admin?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("guessed")]
    [InlineData("nobody")]
    public async Task After_five_failures_nothing_more_is_tried_whether_there_is_such_a_name_or_not(string name)
    {
        if (name == "guessed")
        {
            await Bureau.AddAsync(admin, name, "viewer");
        }

        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var http = Bureau.Anonymous(bureau.Running);
            using var answer = await http.PostAsJsonAsync("/api/session", new { name, password = $"guess number {attempt}" }, Cancel);
            answers.Add(answer.StatusCode);
            Assert.Equal(attempt == 5, answer.Headers.RetryAfter is not null);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task A_second_factor_is_asked_for_once_it_is_confirmed_and_a_code_of_it_signs_in()
    {
        await Bureau.AddAsync(admin, "careful", "viewer");
        using var http = await Bureau.SignInAsync(bureau.Running, "careful");
        using var begun = await http.PostAsync("/api/session/second-factor", null, Cancel);
        var key = (string)(await begun.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["key"]!;
        using var wrong = await http.PutAsJsonAsync("/api/session/second-factor", new { otp = "000000" }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var confirmed = await http.PutAsJsonAsync("/api/session/second-factor", new { otp = Authenticator.Code(key) }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, confirmed.StatusCode);

        using var other = Bureau.Anonymous(bureau.Running);
        using var without = await other.PostAsJsonAsync("/api/session", new { name = "careful", password = Bureau.Password }, Cancel);
        using var with = await other.PostAsJsonAsync("/api/session",
            new { name = "careful", password = Bureau.Password, otp = Authenticator.Code(key) }, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (without.StatusCode, with.StatusCode));
    }

    [Fact]
    public async Task A_token_is_exchanged_without_a_gap_and_a_revoked_or_expired_one_sends_nothing_more_within_five_seconds()
    {
        var (oldId, old) = await Bureau.TokenAsync(admin, new { name = "one", prefixes = Bureau.AnySource });
        var (newId, fresh) = await Bureau.TokenAsync(admin, new { name = "one", prefixes = Bureau.AnySource });
        using var before = bureau.With(old);
        using var after = bureau.With(fresh);
        Assert.Equal((200, 200), (await StatusAsync(before), await StatusAsync(after)));

        using var revoked = await admin.DeleteAsync($"/api/sources/{oldId}", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Patience.UntilAsync(async () => await StatusAsync(before) == 401, "the revoked token is refused", 5);
        Assert.Equal(200, await StatusAsync(after));
        await bureau.ChangeAsync($"UPDATE source_tokens SET expires = 1 WHERE id = '{newId}'");
        await Patience.UntilAsync(async () => await StatusAsync(after) == 401, "the expired token is refused", 5);

        Assert.DoesNotContain(old, bureau.Running.Log);

        static async Task<int> StatusAsync(HttpClient source) =>
            (await source.PostBodyAsync(Api.BatchOf(Told.Filed(Told.NewId("C"), "T01")), Api.Batch)).Status;
    }

    [Fact]
    public async Task A_screen_waits_with_a_code_and_once_an_operator_has_named_it_it_is_let_in_and_to_nothing_else()
    {
        using var screen = Bureau.Anonymous(bureau.Running);
        using var offered = await screen.PostAsync("/api/screens/pairings", null, Cancel);
        var offer = (await offered.Content.ReadFromJsonAsync<JsonObject>(Cancel))!;
        var code = (string)offer["code"]!;
        Assert.Matches("^[0-9]{6}$", code);
        var waiting = screen.GetAsync($"/api/screens/pairings/{(string)offer["secret"]!}", Cancel);

        using var named = await admin.PostAsJsonAsync("/api/screens", new { code, name = "一楼大厅", place = "hall" }, Cancel);
        Assert.Equal(HttpStatusCode.Created, named.StatusCode);
        using var bound = await waiting.WaitAsync(Soon, Cancel);
        using var again = await admin.PostAsJsonAsync("/api/screens", new { code, name = "other", place = "hall" }, Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (bound.StatusCode, again.StatusCode));

        Assert.Equal("一楼大厅", (string)(await screen.ReadAsync("/api/screen"))["name"]!);
        Assert.Equal("hall", (string)(await screen.ReadAsync("/api/session"))["place"]!);
        using var wall = await screen.GetAsync("/", Cancel);
        Assert.Equal("/screen", wall.Headers.Location?.OriginalString);
        // Where no link passes it asks for its own figures, masked as they are pushed, and for no others.
        using var figures = await screen.GetAsync("/api/views?view=jurisdiction/330203&screen=1", Cancel);
        using var others = await screen.GetAsync("/api/views?view=team/T01&screen=1", Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (figures.StatusCode, others.StatusCode));
        Assert.NotEmpty(figures.Headers.GetValues("Document-Digest"));
        // A wide wall shows each team's last days too.
        using var trends = await screen.GetAsync("/api/views?view=jurisdiction/330203&trends=1&screen=1", Cancel);
        Assert.Equal(HttpStatusCode.OK, trends.StatusCode);
        foreach (var path in (string[])["/api/views/jurisdiction/330203", "/api/subjects", "/api/screens", "/api/scenes", "/api/people"])
        {
            using var refused = await screen.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Contains("screen.added", await admin.GetStringAsync("/api/audit?action=screen.", Cancel));
        Assert.DoesNotContain((string)offer["secret"]!, bureau.Running.Log);
    }

    [Fact]
    public async Task The_audit_is_whole_after_a_kill_under_load_with_every_act_that_was_answered_and_one_changed_byte_is_named()
    {
        var earlier = (await EntriesAsync()).Count(static entry => entry.Action == "session.refused");
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var source = bureau.With((await Bureau.TokenAsync(admin, new { name = "load", prefixes = Bureau.AnySource })).Token);
        using var guesser = bureau.From("127.0.0.9");
        var (answered, guesses, isKilled) = (new ConcurrentBag<(string Action, string Target)>(), 0, false);
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task[] clients = [DoAsync(TellAsync), DoAsync(TellAsync), DoAsync(AcknowledgeAsync), DoAsync(MakeTokenAsync), DoAsync(GuessAsync)];

        await await Task.WhenAny(enough.Task, Task.WhenAll(clients));
        Volatile.Write(ref isKilled, true);
        await bureau.Running.KillAsync();
        await Task.WhenAll(clients);
        bureau.Running.Launch();
        await bureau.Running.ReadyAsync();

        await admin.VerifyAsync();
        var entries = await EntriesAsync();
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(static position => (long)position), entries.Select(entry => entry.Position));
        var kept = entries.Select(static entry => (entry.Action, entry.Target)).ToHashSet();
        Assert.All(answered.Where(static act => act.Target.Length > 0 && act.Action.Length > 0), act => Assert.Contains(act, kept));
        Assert.True(entries.Count(static entry => entry.Action == "session.refused") - earlier
            >= answered.Count(static act => act.Action == "session.refused"));
        Assert.True((int)(await admin.ReadAsync("/api/subjects?q=KILLED&size=1"))["total"]! >= answered.Count(act => act.Action == ""));

        var changed = entries.Last(static entry => entry is { Action: "source.added", Actor: "root" }).Position;
        await bureau.ChangeAsync($"UPDATE audit SET actor = 'Root' WHERE position = {changed}");
        var (_, proof) = await admin.DoAsync("/api/verify");
        Assert.Equal($"audit: entry {changed} does not follow from the one before it",
            (string)Assert.Single(proof["differences"]!.AsArray())!);
        await bureau.ChangeAsync($"UPDATE audit SET actor = 'root' WHERE position = {changed}");
        await admin.VerifyAsync();

        async Task DoAsync(Func<Task<(string Action, string Target)?>> act)
        {
            try
            {
                while (await act() is { } done)
                {
                    answered.Add(done);
                    if (answered.Count >= Enough && answered.Select(static one => one.Action).Distinct().Count() == Kinds)
                    {
                        enough.TrySetResult();
                    }
                }
            }
            catch (Exception) when (Volatile.Read(ref isKilled))
            {
                // What was under way is not answered.
            }
        }

        async Task<(string, string)?> TellAsync()
        {
            var id = Told.NewId("KILLED");
            await source.AcceptAsync(Told.Filed(id, "T01"));
            return ("", id);
        }

        async Task<(string, string)?> AcknowledgeAsync()
        {
            var id = Told.NewId("C");
            var told = Told.Event("warning.acknowledged", new()
            {
                ["rule"] = "W01", ["subjectType"] = "case", ["subjectId"] = id, ["by"] = "法规科", ["reason"] = "已督办",
            });
            told["source"] = "/dashboard";
            await supervisor.AcceptAsync(told);
            return ("warning.acknowledged", $"case/{id}");
        }

        async Task<(string, string)?> MakeTokenAsync() =>
            ("source.added", $"source/{(await Bureau.TokenAsync(admin, new { name = "load", prefixes = Bureau.AnySource })).Id}");

        async Task<(string, string)?> GuessAsync()
        {
            if (++guesses > MostGuesses)
            {
                return null;
            }

            using var answer = await guesser.PostAsJsonAsync("/api/session", new { name = $"guess {guesses}", password = "any" }, Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            return ("session.refused", "");
        }
    }

    /// <summary>The audit as it is exported.</summary>
    private async Task<List<Entry>> EntriesAsync() =>
        [.. (await admin.GetStringAsync("/api/audit?export=1", Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonSerializer.Deserialize<Entry>(line, JsonSerializerOptions.Web)!)];

    private sealed record Entry(long Position, string Actor, string Action, string Target);
}

/// <summary>In SQLite.</summary>
[Collection(BureauUsers.Name)]
public sealed class KeptInSqliteTests(Bureau bureau) : KeptTests(bureau);

/// <summary>In PostgreSQL.</summary>
public sealed class KeptInPostgresTests(PostgresBureau bureau) : KeptTests(bureau), IClassFixture<PostgresBureau>
{
    public override ValueTask InitializeAsync()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        return base.InitializeAsync();
    }
}
