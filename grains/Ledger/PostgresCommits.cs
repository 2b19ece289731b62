using System.Collections.Concurrent;
using Dashboard.Grains.Contracts;
using Npgsql;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// Writes groups of batches into PostgreSQL. A group is one transaction; what stands in the way of a batch, or is wrong with it, is that
/// batch's own answer and never its neighbours'.
/// </summary>
/// <param name="keyed">Connections on which statements by key are prepared.</param>
/// <param name="ask">Runs queries by key.</param>
internal sealed class PostgresCommits(
    NpgsqlDataSource keyed, Func<IReadOnlyList<Query>, CancellationToken, Task> ask) : IAsyncDisposable
{
    /// <summary>How often a group whose failure nothing explains is tried before its batches go one by one.</summary>
    private const int GroupAttempts = 3;
    private const int Attempts = 20;

    /// <summary>Each number that another host took is a commit of that host: a slower one loses often, and not for ever.</summary>
    private const int NumberAttempts = 1_000;

    /// <summary>So many positions a process takes at once: the increment of their sequence (006-chain.sql).</summary>
    private const int PositionsTaken = 100_000;

    private readonly ConcurrentBag<PostgresCommit> idle = [];
    private readonly SemaphoreSlim placing = new(1, 1);
    private long position;
    private long lastPosition;

    /// <summary>Writes the batches, and answers each in its place.</summary>
    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        var group = new CommitGroup(batches);
        await PlaceAsync(batches, cancel);
        try
        {
            await SettleAsync(group, group.Open, cancel);
        }
        catch (Exception outage) when (!group.Untouched)
        {
            group.Open.ForEach(index => group.Fail(index, outage));
        }

        return group.Results();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseIdleAsync();
        placing.Dispose();
    }

    /// <summary>
    /// Answers each of these batches. They go together; those that contradict what is stored are found in one more round trip and told, and
    /// the rest goes together again. A batch that the database refuses for what it holds is found by halving.
    /// </summary>
    private async Task SettleAsync(CommitGroup group, List<int> open, CancellationToken cancel)
    {
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            var (first, rivals) = Rivals.Split(group.Batches, open);
            try
            {
                await SendAsync(group, first, cancel);
                Rivals.Answer(group, first, rivals);
            }
            catch (PostgresException conflict)
                when (IsConflict(conflict) && attempt < (IsNumberTaken(conflict) ? NumberAttempts : Attempts))
            {
                cancel.ThrowIfCancellationRequested();
                await AnswerAsync(group, first, cancel);
                if (!IsNumberTaken(conflict) && first.Count == 1 && group.Open.Contains(first[0]))
                {
                    RefuseRepetition(group, first[0]);
                }
            }
            catch (PostgresException race) when (IsRace(race) && attempt < Attempts)
            {
                cancel.ThrowIfCancellationRequested();
            }
            catch (Exception refused) when (IsOfTheBatch(refused))
            {
                if (first.Count == 1)
                {
                    group.Refuse(first[0], refused);
                }
                else
                {
                    await SettleAsync(group, first[..(first.Count / 2)], cancel);
                    await SettleAsync(group, first[(first.Count / 2)..], cancel);
                }
            }

            var still = group.Open.ToHashSet();
            if (open.RemoveAll(index => !still.Contains(index)) > 0)
            {
                attempt = 0;
            }

            if (attempt >= GroupAttempts && open.Count > 1)
            {
                foreach (var index in open)
                {
                    await SettleAsync(group, [index], cancel);
                }

                return;
            }
        }
    }

    /// <summary>Places the events of the batches at positions of this process's own, of which it takes many at once.</summary>
    private async Task PlaceAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        await placing.WaitAsync(cancel);
        try
        {
            foreach (var batch in batches)
            {
                if (position + batch.Events.Count > lastPosition)
                {
                    await using var command = keyed.CreateCommand("SELECT nextval(pg_get_serial_sequence('events', 'position'))");
                    position = (long)(await command.ExecuteScalarAsync(cancel))!;
                    lastPosition = position + PositionsTaken;
                }

                batch.Place(position);
                position += batch.Events.Count;
            }
        }
        finally
        {
            placing.Release();
        }
    }

    /// <exception cref="PostgresException">The server refused; nothing is written.</exception>
    /// <exception cref="CommitUnknownException">The connection broke after something was sent.</exception>
    private async Task SendAsync(CommitGroup group, List<int> sent, CancellationToken cancel)
    {
        if (!idle.TryTake(out var commit))
        {
            commit = new(await keyed.OpenConnectionAsync(cancel));
        }

        var reusable = false;
        try
        {
            commit.Load(sent.ConvertAll(index => group.Batches[index]));
            await commit.PrepareAsync(cancel);
            Dictionary<string, Queue<long>> taken;
            try
            {
                taken = await commit.ExecuteAsync();
            }
            catch (NpgsqlException broken) when (broken is not PostgresException { InvariantSeverity: "ERROR" })
            {
                throw new CommitUnknownException("The connection broke after the commit was sent; whether it is durable is not known.",
                    broken);
            }

            foreach (var index in sent)
            {
                var sequences = group.Batches[index].Foreign.Select(foreign => taken[foreign.Team].Dequeue());
                group.Answer(index, new(CommitOutcome.Committed, [.. sequences]));
            }

            // Only now: after a failure the parameters may remember the sizes of what was not sent.
            commit.Clear();
            reusable = true;
        }
        catch (Exception failure) when (failure is CommitUnknownException or NpgsqlException { InnerException: IOException })
        {
            await CloseIdleAsync(); // The other connections are as dead, most likely; each would cost one more unknown outcome.
            throw;
        }
        finally
        {
            if (reusable)
            {
                idle.Add(commit);
            }
            else
            {
                await commit.DisposeAsync();
            }
        }
    }

    private async Task CloseIdleAsync()
    {
        while (idle.TryTake(out var commit))
        {
            await commit.DisposeAsync();
        }

        keyed.Clear();
    }

    /// <summary>
    /// Answers those batches that what is stored stands in the way of: rows are never removed and revisions only grow, so what is found
    /// stays true.
    /// </summary>
    private async Task AnswerAsync(CommitGroup group, List<int> asked, CancellationToken cancel)
    {
        var superseded = new HashSet<int>();
        var known = new Dictionary<int, Dictionary<(string, string), UInt128>>();
        var stale = new Dictionary<int, List<SubjectKey>>();
        var batches = asked.ConvertAll(index => (Index: index, Batch: group.Batches[index]));
        var events = batches.SelectMany(one => one.Batch.Events.Select(@event => (one.Index, Event: @event))).ToList();
        var subjects = batches.SelectMany(one => one.Batch.Subjects.Select(subject => (one.Index, Subject: subject))).ToList();
        await ask(
            [
                new(
                    """
                    SELECT k.n FROM unnest(@n, @team, @sequence) AS k (n, team, sequence)
                    WHERE EXISTS (SELECT FROM changes c WHERE c.team = k.team AND c.sequence = k.sequence OFFSET 0)
                    """,
                    [
                        ("n", batches.Select(one => one.Index).ToArray()),
                        ("team", batches.Select(one => one.Batch.Team).ToArray()),
                        ("sequence", batches.Select(one => one.Batch.Sequence).ToArray()),
                    ],
                    reader => superseded.Add(reader.GetInt32(0))),
                new(
                    """
                    SELECT k.n, k.source, k.id, e.hash FROM unnest(@n, @source, @id) AS k (n, source, id)
                    CROSS JOIN LATERAL (SELECT hash FROM events e WHERE e.source = k.source AND e.id = k.id OFFSET 0) e
                    """,
                    [
                        ("n", events.Select(one => one.Index).ToArray()),
                        ("source", events.Select(one => one.Event.Source).ToArray()),
                        ("id", events.Select(one => one.Event.Id).ToArray()),
                    ],
                    reader => Of(known, reader.GetInt32(0))[(reader.GetString(1), reader.GetString(2))] = StoredTypes.Hash.Read(reader, 3)),
                new(
                    """
                    SELECT k.n, k.kind, k.id FROM unnest(@n, @kind, @id, @revision) AS k (n, kind, id, revision)
                    LEFT JOIN LATERAL (SELECT revision FROM subjects s WHERE s.kind = k.kind AND s.id = k.id OFFSET 0) s ON true
                    WHERE coalesce(s.revision, 0) <> k.revision - 1
                    """,
                    [
                        ("n", subjects.Select(one => one.Index).ToArray()),
                        ("kind", subjects.Select(one => one.Subject.Kind).ToArray()),
                        ("id", subjects.Select(one => one.Subject.Id).ToArray()),
                        ("revision", subjects.Select(one => one.Subject.Revision).ToArray()),
                    ],
                    reader => Of(stale, reader.GetInt32(0)).Add(new(reader.GetString(1), reader.GetString(2)))),
            ],
            cancel);
        foreach (var index in asked)
        {
            if (superseded.Contains(index))
            {
                group.Answer(index, new(CommitOutcome.Superseded, []));
            }
            else if (known.ContainsKey(index) || stale.ContainsKey(index))
            {
                group.Answer(index, new(CommitOutcome.Stale, []) { KnownEvents = Of(known, index), StaleSubjects = Of(stale, index) });
            }
        }

        static T Of<T>(Dictionary<int, T> found, int index) where T : new() =>
            found.TryGetValue(index, out var value) ? value : found[index] = new();
    }

    private static void RefuseRepetition(CommitGroup group, int index)
    {
        try
        {
            group.Batches[index].RefuseRepetition();
        }
        catch (ArgumentException twice)
        {
            group.Refuse(index, twice);
        }
    }

    private static bool IsConflict(PostgresException refused) =>
        refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresCommit.UnexpectedRevision;

    /// <summary>Another host took the number: the batch's own, which is then answered, or one of a team it changes.</summary>
    private static bool IsNumberTaken(PostgresException refused) => refused.ConstraintName == "changes_pkey";

    private static bool IsRace(PostgresException refused) =>
        refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>
    /// Nothing was written, for a reason that lies in what one of the batches holds: a value that cannot be sent or stored. Another batch
    /// of the group may well be fine. An outage is none of this.
    /// </summary>
    private static bool IsOfTheBatch(Exception failure) => failure switch
    {
        // Data exceptions, integrity, and a value too long for an index; or a conflict that no number of attempts explained.
        PostgresException refused => refused.SqlState[..2] is "22" or "23" or "54" || IsConflict(refused),
        CommitUnknownException or NpgsqlException or OperationCanceledException or ObjectDisposedException or OutOfMemoryException => false,
        ArgumentException or InvalidCastException or NullReferenceException or InvalidOperationException => true,
        _ => false,
    };
}
