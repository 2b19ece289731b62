using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Roster;

/// <summary>
/// How sound the data is, as far as no team can say it alone (数据质量): what two teams may both have recorded, what was set aside, what
/// names teams or items that nobody registered.
/// </summary>
/// <param name="Doubles">Records that may be one act recorded twice, each as often as it shares something with another.</param>
/// <param name="Quarantined">Events that are set aside and open.</param>
/// <param name="Unknown">Records that name a team or an item nobody registered.</param>
/// <param name="Marked">Records with something a person is to look at.</param>
internal sealed record QualityReading(IReadOnlyList<DoubleRecord> Doubles, long Quarantined, long Unknown, long Marked)
{
    /// <summary>How many records are in conflict, by team and declared item: sums ask again and again.</summary>
    private readonly KeyValuePair<(string Team, string? Item), long>[] conflicts =
    [
        .. Doubles.DistinctBy(static one => (one.Kind, one.Id))
            .GroupBy(static one => (one.Team, one.Item))
            .Select(static group => KeyValuePair.Create(group.Key, group.LongCount())),
    ];

    public static QualityReading None { get; } = new([], 0, 0, 0);

    /// <summary>The records in conflict.</summary>
    public IReadOnlySet<SubjectKey> Conflicting { get; } = Doubles.Select(static one => new SubjectKey(one.Kind, one.Id)).ToHashSet();

    /// <summary>How many records are in conflict in which nobody has said yet which of them stands.</summary>
    /// <param name="isWanted">Whether a record is in the sum that is asked for, by its team and its declared item.</param>
    public long Conflicts(Func<string, string?, bool> isWanted) =>
        conflicts.Length == 0 ? 0 : conflicts.Where(count => isWanted(count.Key.Team, count.Key.Item)).Sum(static count => count.Value);

    /// <summary>Whether the other knows the same doubles: all that a sum but the jurisdiction's shows of it.</summary>
    public bool HasSameDoubles(QualityReading other) => ReferenceEquals(Doubles, other.Doubles);

    /// <summary>Whether the other says the same.</summary>
    public bool IsSameAs(QualityReading other) =>
        (Quarantined, Unknown, Marked) == (other.Quarantined, other.Unknown, other.Marked) && Doubles.SequenceEqual(other.Doubles);
}

/// <summary>
/// Reads the quality of the data from the ledger for all grains of a process: when somebody looks, and no oftener than its cost allows. A
/// long reading is done a little at a time: what it would hold up in one go, an acknowledgement above all, waits for none of it.
/// </summary>
internal sealed class DataQuality(ILedger ledger, CurrentRoster roster, TimeProvider clock)
{
    /// <summary>Reading takes one part of so many of the time, while what was read grows no older than <see cref="Age"/>.</summary>
    private const int Share = 200;

    /// <summary>Where that would make it older, reading takes more, yet never more than one part of so many.</summary>
    private const int MostShare = 20;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20), Age = TimeSpan.FromSeconds(30);

    /// <summary>Having read for so long, it leaves time to others, unless it is the first reading, for which they wait.</summary>
    private static readonly TimeSpan Spell = TimeSpan.FromMilliseconds(20);

    /// <summary>So long who looks waits for what is being read; after that it is shown as it was read last.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private bool isReading;
    private long last;
    private TimeSpan pause, before;

    /// <summary>As it was read last.</summary>
    public QualityReading Current { get; private set; } = QualityReading.None;

    /// <summary>Reads it, unless that was done just now, or is under way; nobody's figures wait for a long reading but the first.</summary>
    public async Task LookAsync(CancellationToken cancel = default)
    {
        if ((last > 0 && clock.GetElapsedTime(last) < pause) || Interlocked.Exchange(ref isReading, true))
        {
            return;
        }

        // It is read for all: it goes on when who has looked does not wait for it any more.
        var reading = TakeAsync();
        if (last == 0 || await Task.WhenAny(reading, Task.Delay(Patience, clock, cancel)) == reading)
        {
            await reading.WaitAsync(cancel);
        }
    }

    private async Task TakeAsync()
    {
        try
        {
            var turns = new Turns(clock, leavesTime: last > 0);
            var read = await ReadAsync(turns);
            var known = Current;
            Current = read.IsSameAs(known) ? known
                : read.Doubles.SequenceEqual(known.Doubles) ? read with { Doubles = known.Doubles }
                : read;
            // One slow reading says little: the first of a process is slow by itself. Two in a row do.
            var took = turns.Worked;
            (last, pause, before) = (turns.Began, took + PauseAfter(took < before ? took : before), took);
        }
        catch (Exception problem) when (problem is System.Data.Common.DbException or IOException or TimeoutException)
        {
            // Figures are shown though the ledger cannot be asked; whoever looks next asks again.
        }
        finally
        {
            Volatile.Write(ref isReading, false);
        }
    }

    /// <summary>How long is waited after a reading that took so long.</summary>
    internal static TimeSpan PauseAfter(TimeSpan reading)
    {
        var cheap = reading * Share < Age ? reading * Share : Age;
        return new[] { Least, cheap, reading * (MostShare - 1) }.Max();
    }

    private async Task<QualityReading> ReadAsync(Turns turns)
    {
        var edition = roster.Current;
        var quarantined = await ledger.QuarantinedAsync(new(QuarantineState.Open), 0, 0, CancellationToken.None);
        var marked = await ledger.CountSubjectsAsync(new() { Marked = true }, CancellationToken.None);
        var (unknown, doubles) = (0L, new List<DoubleRecord>());
        string[] teams = [.. edition.Teams.Keys, .. edition.Jurisdictions.Keys], items = [.. edition.Items.Keys];
        await foreach (var some in ledger.CountNamingOthersAsync(teams, items, CancellationToken.None))
        {
            unknown += some;
            await turns.NextAsync();
        }

        await foreach (var some in ledger.DoublesAsync(CancellationToken.None))
        {
            doubles.AddRange(some);
            await turns.NextAsync();
        }

        return new(doubles, quarantined.Total, unknown, marked);
    }

    /// <summary>Work and rest in turns: of all the time one part in <see cref="MostShare"/> is worked.</summary>
    private sealed class Turns(TimeProvider clock, bool leavesTime)
    {
        private long turn = clock.GetTimestamp();
        private TimeSpan before;

        public long Began { get; } = clock.GetTimestamp();

        /// <summary>How long it has worked, without its rests.</summary>
        public TimeSpan Worked => before + clock.GetElapsedTime(turn);

        /// <summary>Rests if it has worked for a while.</summary>
        public async Task NextAsync()
        {
            var worked = clock.GetElapsedTime(turn);
            if (leavesTime && worked >= Spell)
            {
                before += worked;
                await Task.Delay(worked * (MostShare - 1), clock);
                turn = clock.GetTimestamp();
            }
        }
    }
}
