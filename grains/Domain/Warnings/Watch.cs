using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>An open warning as it is kept and watched: its timetable, without its story. Instants are seconds since 1970 (UTC).</summary>
/// <param name="Acknowledged">When somebody last took note of it; null when nobody has.</param>
internal sealed record Watch(byte Rule, DateOnly? Due, ImmutableArray<(long At, Level Level)> Steps, long? Acknowledged)
{
    /// <summary>It is the legal section's to act, whatever the team of the subject.</summary>
    public bool IsOfLegalSection { get; init; }

    public static Watch Of(Warning warning) => new(
        warning.Rule, warning.Due, ImmutableArray.CreateRange(warning.Steps, static step => (Seconds(step.At), step.Level)),
        warning.Acknowledged is { } fact ? Seconds(fact.OccurredAt) : null) { IsOfLegalSection = warning.IsOfLegalSection };

    /// <summary>The team in whose figures it stands.</summary>
    /// <param name="team">That of its subject.</param>
    /// <param name="legalSection">Null where there is none: then it is the team's.</param>
    public string HolderOf(string team, string? legalSection) => IsOfLegalSection && legalSection is not null ? legalSection : team;

    /// <summary>
    /// The first whole second at or after the instant of a step: together with <see cref="Now"/>, so that nothing turns early.
    /// </summary>
    public static long Seconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTime.UnixEpoch.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;

    /// <summary>The last whole second that has begun.</summary>
    public static long Now(DateTimeOffset now) => now.ToUnixTimeSeconds();

    /// <summary>How many steps have been taken at a second.</summary>
    public int Taken(long now)
    {
        var taken = 0;
        while (taken < Steps.Length && Steps[taken].At <= now)
        {
            taken++;
        }

        return taken;
    }

    /// <summary>The level after so many steps.</summary>
    public Level After(int taken) => taken == 0 ? Level.None : Steps[taken - 1].Level;

    /// <summary>When it turns next after so many steps; <see cref="long.MaxValue"/> when it never will.</summary>
    public long NextAfter(int taken) => taken < Steps.Length ? Steps[taken].At : long.MaxValue;

    /// <summary>When it was raised that stands after so many steps: the first of them since it last stood at none.</summary>
    public long Since(int taken)
    {
        var first = taken - 1;
        while (first > 0 && Steps[first - 1].Level != Level.None)
        {
            first--;
        }

        return Steps[first].At;
    }

    /// <summary>It was taken note of at the level it stands at.</summary>
    public bool IsAcknowledged(int taken) => taken > 0 && Acknowledged >= Steps[taken - 1].At;
}

/// <summary>
/// A subject with its open warnings, raised already or still to come; none when nothing is open any more. They are held as they are
/// stored, which is much smaller: there are as many as open subjects, and each is looked at only when it changes or turns.
/// Stored: kind, id, revision, item, count, then per watch rule (and 64, where it is the legal section's), due day (0: none),
/// acknowledgement (0: none), steps; varying-length integers.
/// </summary>
/// <param name="Watches">As <see cref="Encode"/> writes them.</param>
internal sealed record WatchedSubject(string Kind, string Id, long Revision, string Item, byte[] Watches)
{
    private const int OfLegalSection = WarningRule.MostNumber + 1;

    /// <summary>The number of a rule as it is stored with a watch.</summary>
    public static byte RuleOf(int stored) => (byte)(stored % OfLegalSection);

    /// <summary>Of the open warnings of a subject, as its row has them, those that stand in the figures of a team.</summary>
    public static byte[] PartOf(string kind, byte[] watches, string ofSubject, string team, string? legalSection)
    {
        if (watches.Length == 0 || legalSection is null || !DeclaredKinds.OfLegalSection.Contains(kind))
        {
            return ofSubject == team ? watches : [];
        }

        var all = Decode(watches);
        var part = all.Where(watch => watch.HolderOf(ofSubject, legalSection) == team).ToList();
        return part.Count == all.Count ? watches : Encode(part);
    }

    public void Write(VarIntWriter bytes)
    {
        bytes.Write(Kind);
        bytes.Write(Id);
        bytes.Write(Revision);
        bytes.Write(Item);
        if (Watches.Length == 0)
        {
            bytes.Write(0);
        }
        else
        {
            bytes.Write(Watches);
        }
    }

    public static WatchedSubject Read(VarIntReader reader)
    {
        var (kind, id, revision, item) = (reader.ReadShared(), reader.ReadText(), reader.Read(), reader.ReadShared());
        var start = reader.Position;
        return new(kind, id, revision, item, Decode(reader).Length == 0 ? [] : reader.Since(start));
    }

    /// <summary>The watches alone, as they stand in a subject's row; empty for none.</summary>
    public static byte[] Encode(IReadOnlyList<Watch> watches)
    {
        if (watches.Count == 0)
        {
            return [];
        }

        var bytes = new VarIntWriter(4 + (watches.Count * 24));
        bytes.Write(watches.Count);
        foreach (var watch in watches)
        {
            bytes.Write(watch.Rule | (watch.IsOfLegalSection ? OfLegalSection : 0));
            bytes.Write(watch.Due?.DayNumber ?? 0);
            bytes.Write(watch.Acknowledged ?? 0);
            bytes.Write(watch.Steps.Length);
            foreach (var (at, level) in watch.Steps)
            {
                bytes.Write(at);
                bytes.Write((int)level);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>What <see cref="Encode"/> wrote.</summary>
    public static IReadOnlyList<Watch> Decode(byte[] stored) => stored.Length == 0 ? [] : Decode(new VarIntReader(stored));

    private static Watch[] Decode(VarIntReader reader)
    {
        var watches = new Watch[reader.Read()];
        for (var i = 0; i < watches.Length; i++)
        {
            var (rule, due, acknowledged) = ((int)reader.Read(), (int)reader.Read(), reader.Read());
            var steps = new (long At, Level Level)[reader.Read()];
            for (var step = 0; step < steps.Length; step++)
            {
                steps[step] = (reader.Read(), (Level)reader.Read());
            }

            watches[i] = new(RuleOf(rule), due == 0 ? null : DateOnly.FromDayNumber(due),
                ImmutableCollectionsMarshal.AsImmutableArray(steps), acknowledged == 0 ? null : acknowledged)
            {
                IsOfLegalSection = rule >= OfLegalSection,
            };
        }

        return watches;
    }
}
