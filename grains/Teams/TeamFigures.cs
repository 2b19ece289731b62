using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Views;

namespace Dashboard.Grains.Teams;

/// <summary>
/// What one team shows: its figures, warnings and latest lines, of committed changes only, one after the other by their sequence number.
/// </summary>
internal sealed class TeamFigures(string team, TimeProvider clock)
{
    private const int NotesRead = 300;
    private const int MostUnsheeted = 10_000;

    private readonly List<KeyValuePair<Cell, long>> unsheeted = [];
    private Watchlist watchlist = new();
    private Func<string, WatchStanding, bool>? tells;
    private Alarms? alarms;
    private DateOnly alarmsOn;
    private Sheet? sheet;
    private Viewpoint? sheetFrom;

    /// <summary>When the next of its warnings turns, in seconds since 1970; null when none will.</summary>
    public long? NextTurn => watchlist.NextTurn;

    /// <summary>How many warnings stand, the most urgent, and what ends in the next days; the same object until that changes.</summary>
    public Alarms Alarms
    {
        get
        {
            var today = Shanghai.Day(clock.GetUtcNow());
            if (alarms is null || alarmsOn != today)
            {
                (alarms, alarmsOn) = (watchlist.Alarms(team, today), today);
            }

            return alarms;
        }
    }

    /// <inheritdoc cref="Watchlist.Tells"/>
    public Func<string, WatchStanding, bool>? Tells
    {
        set => watchlist.Tells = tells = value;
    }

    /// <summary>The warnings to be told of that have risen since the last asking.</summary>
    public IReadOnlyList<RaisedWarning> TakeRisen() => watchlist.TakeRisen();

    /// <summary>The warnings that stand of some items.</summary>
    public Alarms AlarmsOf(Func<string, bool> item) => watchlist.AlarmsOf(team, item);

    /// <summary>The legal section as it is followed; null where there is none.</summary>
    public string? LegalSection { get; private set; }

    /// <summary>Every counter by item and day.</summary>
    public Figures Figures { get; } = new();

    /// <summary>Ticker lines and sources.</summary>
    public Ticker Ticker { get; private set; } = Ticker.Empty;

    /// <summary>The last sequence number in the figures.</summary>
    public long Sequence { get; private set; }

    /// <summary>The sequence number of the snapshot it was opened with; 0 when none could be used.</summary>
    public long OpenedAt { get; private set; }

    /// <summary>When the newest event became durable.</summary>
    public DateTimeOffset Commit { get; private set; }

    /// <summary>When the last change in the figures was written, as the ledger says.</summary>
    public DateTimeOffset WrittenAt { get; private set; }

    /// <summary>Reads the snapshot and what the ledger holds after it. A snapshot the ledger does not bear out is not used.</summary>
    /// <param name="snapshot">What grain storage kept.</param>
    /// <param name="ledger">The truth.</param>
    /// <param name="section">The legal section, as the roster names it; null for none.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    public async Task OpenAsync(TeamSnapshot snapshot, ILedger ledger, string? section, CancellationToken cancel)
    {
        // The row the snapshot ends with is read too: if it is not there, the ledger is older than the snapshot.
        var borneOut = false;
        var notes = new Queue<byte[]>();
        Hours? earlier = null;
        if (snapshot.Sequence > 0)
        {
            await foreach (var change in ledger.ChangesAsync(team, snapshot.Sequence - 1, cancel))
            {
                if (!borneOut)
                {
                    if (change.Sequence != snapshot.Sequence || change.At != snapshot.WrittenAt)
                    {
                        break;
                    }

                    borneOut = true;
                    Figures.Add(Delta.Decode(snapshot.Cells));
                    Take(snapshot.Notes);
                    (OpenedAt, Sequence, Commit, WrittenAt) = (snapshot.Sequence, snapshot.Sequence, snapshot.Commit, change.At);
                    continue;
                }

                Read(change);
            }
        }

        if (!borneOut)
        {
            await foreach (var change in ledger.ChangesAsync(team, 0, cancel))
            {
                Read(change);
            }
        }

        foreach (var note in notes)
        {
            Take(note);
        }

        Ticker = Ticker with { Hours = Hours.Sum([Ticker.Hours, earlier]) };
        await WatchAsync(ledger, section, cancel);

        // The ticker shows the newest lines only, so the notes of the last changes are enough; of those before them the hours are added up.
        void Read(Change change)
        {
            Figures.Add(Delta.Decode(change.Delta));
            (Sequence, Commit, WrittenAt) = (change.Sequence, change.At, change.At);
            notes.Enqueue(change.Notes);
            if (notes.Count > NotesRead)
            {
                earlier = Hours.Sum([earlier, HoursOf(notes.Dequeue())]);
            }
        }
    }

    /// <summary>Watches what is the team's now that another team is the legal section.</summary>
    /// <returns>Whether it did: mostly it is the same, and nothing is read.</returns>
    public async Task<bool> FollowAsync(ILedger ledger, string? section, CancellationToken cancel)
    {
        if (section == LegalSection)
        {
            return false;
        }

        await WatchAsync(ledger, section, cancel);
        return true;
    }

    /// <summary>Takes in a change that this activation has just written: as it was made, not as it was encoded.</summary>
    /// <param name="sequence">The number it took.</param>
    /// <param name="at">When it was written, as it stands in the ledger.</param>
    /// <param name="delta">The cells and what is watched.</param>
    /// <param name="news">What it adds to the ticker.</param>
    public void Apply(long sequence, DateTimeOffset at, Delta delta, Ticker news)
    {
        Apply(delta.Cells, delta.Watched);
        Ticker = Ticker.Merge([Ticker, news]);
        (Sequence, Commit, WrittenAt) = (sequence, clock.GetUtcNow(), at);
    }

    /// <summary>Takes in a change that another has written.</summary>
    /// <returns>The subjects of which something else is watched now.</returns>
    public IReadOnlyList<WatchedSubject> Apply(Change change)
    {
        var watched = Delta.DecodeWatched(change.Delta);
        Apply(Delta.Decode(change.Delta), watched);
        Take(change.Notes);
        (Sequence, Commit, WrittenAt) = (change.Sequence, change.At, change.At);
        return watched;
    }

    /// <summary>Time has passed. True when a warning turned.</summary>
    public bool Turn()
    {
        var turned = watchlist.Turn(Watch.Now(clock.GetUtcNow()));
        alarms = turned ? null : alarms;
        return turned;
    }

    /// <summary>The figures as a screen shows them. Only what changed since the last asking is made anew.</summary>
    public Sheet SheetOf(Viewpoint at)
    {
        sheet = sheet is null || sheetFrom != at ? Sheet.Of(Figures, at) : unsheeted.Count > 0 ? sheet.With(unsheeted, at) : sheet;
        sheetFrom = at;
        unsheeted.Clear();
        return sheet;
    }

    /// <summary>All cells, encoded.</summary>
    public byte[] EncodeCells() => Delta.Encode(Figures.Items, Figures.Cells());

    /// <summary>What to keep in grain storage.</summary>
    public TeamSnapshot Snapshot() => new()
    {
        Sequence = Sequence, Cells = EncodeCells(), Notes = Encode(Ticker), Commit = Commit, WrittenAt = WrittenAt,
    };

    /// <summary>Nothing is going on: takes the least memory until something does.</summary>
    public void Rest()
    {
        Figures.Rest();
        watchlist.Rest();
        sheet = null;
        unsheeted.Clear();
    }

    /// <summary>Ticker lines and sources as the ledger and snapshots keep them.</summary>
    public static byte[] Encode(Ticker ticker) => JsonSerializer.SerializeToUtf8Bytes(ticker);

    /// <summary>
    /// Reads what is to be watched. The rows are as new as the changes read, or newer; what comes after them is told apart by its revision.
    /// </summary>
    private async Task WatchAsync(ILedger ledger, string? section, CancellationToken cancel)
    {
        var fresh = new Watchlist { Tells = tells };
        var wanted = new List<SubjectFilter> { new() { Teams = [team], Watched = true } };
        if (team == section)
        {
            wanted.Add(new() { Kinds = [.. DeclaredKinds.OfLegalSection], Watched = true });
        }

        foreach (var filter in wanted)
        {
            await foreach (var row in ledger.SubjectsAsync(filter, cancel))
            {
                fresh.Set(new(row.Kind, row.Id, row.Revision, row.Item ?? "",
                    WatchedSubject.PartOf(row.Kind, row.Watches, row.Team, team, section)));
            }
        }

        (watchlist, LegalSection, alarms) = (fresh, section, null);
        Turn();
    }

    private void Apply(IEnumerable<KeyValuePair<Cell, long>> cells, IReadOnlyList<WatchedSubject> watched)
    {
        foreach (var subject in watched)
        {
            alarms = watchlist.Set(subject) ? null : alarms;
        }

        Turn();
        foreach (var (cell, amount) in cells)
        {
            Figures.Add(cell, amount);
            if (sheet is not null)
            {
                unsheeted.Add(new(cell, amount));
            }
        }

        if (unsheeted.Count > MostUnsheeted)
        {
            // Nobody has asked for long.
            sheet = null;
            unsheeted.Clear();
        }
    }

    private static Hours? HoursOf(byte[] notes) => notes.Length == 0 ? null : JsonSerializer.Deserialize<HoursTold>(notes)!.Hours;

    private void Take(byte[] notes)
    {
        if (notes.Length > 0)
        {
            Ticker = Ticker.Merge([Ticker, JsonSerializer.Deserialize<Ticker>(notes)!]);
        }
    }

    /// <summary>What is read of notes whose lines are too old to be shown.</summary>
    private sealed record HoursTold(Hours? Hours);
}
