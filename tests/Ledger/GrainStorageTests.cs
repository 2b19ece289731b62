using Dashboard.Grains.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Dashboard.Tests.Ledger;

/// <summary>Orleans keeps grain state in the ledger's database; the statements are the product's own.</summary>
public sealed class GrainStorageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task State_in_SQLite_is_there_after_the_grain_was_unloaded()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-grains-");

        await KeepsStateAsync(null, folder.FullName);

        using var pooled = new SqliteConnection(SqliteLedger.ConnectionString(new() { DataPath = folder.FullName }));
        SqliteConnection.ClearPool(pooled);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task State_in_PostgreSQL_is_there_after_the_grain_was_unloaded()
    {
        var connectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();

        await KeepsStateAsync(connectionString, "");

        using var pooled = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(pooled);
    }

    private static async Task KeepsStateAsync(string? connectionString, string dataPath)
    {
        await using (var cluster = await StartAsync(connectionString, dataPath))
        {
            var note = cluster.Client.GetGrain<INoteGrain>("笔记/1");
            Assert.Null(await note.ReadAsync());
            await note.WriteAsync(new Note("first", 1, [1, 2, 3]));
            await note.UnloadAsync();
            Assert.Equal("first", (await note.ReadAsync())!.Text);

            await note.WriteAsync(new Note("second", 2, []));
            await Assert.ThrowsAsync<InconsistentStateException>(note.WriteWithOldTagAsync);
            Assert.Equal("second", (await note.ReadAsync())!.Text);

            var cleared = cluster.Client.GetGrain<INoteGrain>("cleared");
            await cleared.WriteAsync(new Note("gone", 3, []));
            await cleared.ClearAsync();
            await cleared.UnloadAsync();
            Assert.Null(await cleared.ReadAsync());
            await cleared.WriteAsync(new Note("again", 4, []));
        }

        await using var later = await StartAsync(connectionString, dataPath);
        var kept = await later.Client.GetGrain<INoteGrain>("笔记/1").ReadAsync();
        Assert.Equal(("second", 2L), (kept!.Text, kept.Number));
        Assert.Equal("again", (await later.Client.GetGrain<INoteGrain>("cleared").ReadAsync())!.Text);
    }

    private static async Task<InProcessTestCluster> StartAsync(string? connectionString, string dataPath)
    {
        var builder = new InProcessTestClusterBuilder(1) { Options = { ServiceId = "notes" } };
        builder.ConfigureSilo((_, silo) => silo.AddLedger(connectionString, dataPath));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}

public interface INoteGrain : IGrainWithStringKey
{
    Task<Note?> ReadAsync();

    Task WriteAsync(Note note);

    Task WriteWithOldTagAsync();

    Task ClearAsync();

    Task UnloadAsync();
}

[GenerateSerializer]
public sealed record Note([property: Id(0)] string Text, [property: Id(1)] long Number, [property: Id(2)] byte[] Bytes);

public sealed class NoteState
{
    public Note? Note { get; set; }
}

internal sealed class NoteGrain([PersistentState("note")] IPersistentState<NoteState> state,
    [FromKeyedServices("Default")] IGrainStorage storage) : Grain, INoteGrain
{
    public Task<Note?> ReadAsync() => Task.FromResult(state.State.Note);

    public Task WriteAsync(Note note)
    {
        state.State.Note = note;
        return state.WriteStateAsync();
    }

    public Task WriteWithOldTagAsync() =>
        storage.WriteStateAsync("note", this.GetGrainId(),
            new GrainState<NoteState>(new NoteState { Note = new("never", 0, []) }, "1") { RecordExists = true });

    public Task ClearAsync() => state.ClearStateAsync();

    public Task UnloadAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
