using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Views;

/// <summary>
/// How many events happened in each hour of the latest days (Asia/Shanghai): whether data come in today as they mostly do. It is counted
/// with each batch once, by when its events say that they happened, and a corrected or retracted fact is an event too. It is no measure of
/// work: nothing is judged, coloured or ordered by it (DOMAIN.md §1.4).
/// </summary>
[GenerateSerializer, Immutable, JsonConverter(typeof(HoursJson))]
internal sealed class Hours
{
    /// <summary>How many days with events are remembered; enough for the same weekday of <see cref="Weeks"/> weeks.</summary>
    public const int MostDays = 64;

    /// <summary>How many earlier days of the same weekday a day is compared with at most, and at least.</summary>
    public const int Weeks = 8, Fewest = 3;

    private const int OfDay = 24, OfWeek = 7;
    private static readonly int[] Nothing = new int[OfDay];

    /// <summary>By number of the day: its 24 hours. An array is not changed once it stands here.</summary>
    [Id(0)] public Dictionary<int, int[]> Days { get; init; } = [];

    /// <summary>Of these events; null where there are none.</summary>
    public static Hours? Of(IEnumerable<DateTimeOffset> times)
    {
        var days = new Dictionary<int, int[]>();
        foreach (var time in times.Select(Shanghai.At))
        {
            var day = DateOnly.FromDateTime(time.DateTime).DayNumber;
            (days.TryGetValue(day, out var hours) ? hours : days[day] = new int[OfDay])[time.Hour]++;
        }

        return days.Count == 0 ? null : new() { Days = Latest(days) };
    }

    /// <summary>All together, in any order: what is told twice counts twice, so each batch is to be told once.</summary>
    public static Hours? Sum(IEnumerable<Hours?> parts)
    {
        Dictionary<int, int[]>? sum = null;
        var own = new HashSet<int>();
        foreach (var part in parts.OfType<Hours>())
        {
            if (sum is null)
            {
                sum = new(part.Days);
                continue;
            }

            foreach (var (day, hours) in part.Days)
            {
                if (!sum.TryGetValue(day, out var known))
                {
                    sum[day] = hours;
                    continue;
                }

                if (own.Add(day))
                {
                    sum[day] = known = [.. known];
                }

                for (var hour = 0; hour < OfDay; hour++)
                {
                    known[hour] += hours[hour];
                }
            }
        }

        return sum is null ? null : new() { Days = Latest(sum) };
    }

    /// <summary>
    /// What a view of that day needs, and one of the next day, so that a sum is exact past midnight before all its parts are new: both days
    /// and those of their weekday before them, of which nothing was told but others before them were, as days without any event.
    /// </summary>
    public Hours Around(DateOnly today)
    {
        var days = new Dictionary<int, int[]>();
        var first = Days.Keys.DefaultIfEmpty(int.MaxValue).Min();
        foreach (var day in new[] { today, today.AddDays(1) })
        {
            for (var week = 0; week <= Weeks && day.DayNumber - (week * OfWeek) is var number && number >= first; week++)
            {
                days[number] = Days.GetValueOrDefault(number, Nothing);
            }
        }

        return new() { Days = days };
    }

    /// <summary>The 24 hours of a day.</summary>
    public IReadOnlyList<int> On(DateOnly day) => Days.GetValueOrDefault(day.DayNumber, Nothing);

    /// <summary>
    /// The median of each hour over the days before that are of the same weekday and <paramref name="isLike"/> it, and over how many; null
    /// where there are fewer than <see cref="Fewest"/>.
    /// </summary>
    public (double[] Medians, int Days)? Usual(DateOnly today, Func<DateOnly, bool> isLike)
    {
        var like = Enumerable.Range(1, Weeks).Select(week => today.AddDays(-week * OfWeek))
            .Where(day => Days.ContainsKey(day.DayNumber) && isLike(day))
            .Select(On).ToList();
        return like.Count < Fewest ? null
            : ([.. Enumerable.Range(0, OfDay).Select(hour => Median([.. like.Select(day => day[hour]).Order()]))], like.Count);
    }

    private static double Median(int[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;

    /// <summary>The latest of them: which they are does not hang on the order in which they were told.</summary>
    private static Dictionary<int, int[]> Latest(Dictionary<int, int[]> days)
    {
        foreach (var day in days.Count <= MostDays ? [] : days.Keys.Order().Take(days.Count - MostDays).ToArray())
        {
            days.Remove(day);
        }

        return days;
    }
}

/// <summary>As the ledger and snapshots keep them: the number of an hour since 1 January of the year 1, and how many, by turns.</summary>
internal sealed class HoursJson : JsonConverter<Hours>
{
    private const int OfDay = 24;

    /// <inheritdoc/>
    public override Hours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var days = new Dictionary<int, int[]>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            var hour = reader.GetInt32();
            reader.Read();
            (days.TryGetValue(hour / OfDay, out var hours) ? hours : days[hour / OfDay] = new int[OfDay])[hour % OfDay] = reader.GetInt32();
        }

        return new() { Days = days };
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Hours value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (day, hours) in value.Days)
        {
            for (var hour = 0; hour < OfDay; hour++)
            {
                if (hours[hour] > 0)
                {
                    writer.WriteNumberValue((day * OfDay) + hour);
                    writer.WriteNumberValue(hours[hour]);
                }
            }
        }

        writer.WriteEndArray();
    }
}
