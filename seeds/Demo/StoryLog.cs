namespace Dashboard.Seeds.Demo;

/// <summary>Gathers the events of many subjects and hands them out in the order in which they are recorded.</summary>
internal sealed class StoryLog(ulong seed)
{
    public static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private readonly CloudEventWriter writer = new();
    private readonly List<StoryEvent> waiting = [];
    private long order;

    public DemoRandom Random { get; } = DemoRandom.For(seed, 0, "times");

    public SubjectLog Subject(string subject, string team, string item) => new(this, subject, team, item);

    public void Write(SubjectLog of, SubjectStep step, long seq, DateTimeOffset time)
    {
        var recorded = time.AddSeconds(Random.Between(4, 240)) + step.Delay;
        // Unique by subject and sequence, so an event keeps its id however often the story is told.
        var id = $"{step.Source[(step.Source.LastIndexOf('/') + 1)..]}-{of.Subject}-{seq:D2}";
        var head = new CloudEventHead(step.Name, step.Source, id, of.Subject, seq, time, recorded, of.Team, of.Item);
        Add(recorded, writer.Write(head, step.Data));
    }

    /// <summary>Takes in an event as it is written.</summary>
    public void Add(DateTimeOffset recorded, byte[] json) => waiting.Add(new(recorded, order++, json));

    /// <summary>Removes and returns everything recorded before <paramref name="end"/>, in that order.</summary>
    public IReadOnlyList<StoryEvent> TakeBefore(DateTimeOffset end)
    {
        var ready = waiting.FindAll(told => told.Recorded < end);
        waiting.RemoveAll(told => told.Recorded < end);
        ready.Sort(static (left, right) => left.Recorded == right.Recorded
            ? left.Order.CompareTo(right.Order)
            : left.Recorded.CompareTo(right.Recorded));
        return ready;
    }
}

/// <param name="Order">Breaks ties of <paramref name="Recorded"/>.</param>
/// <param name="Json">A CloudEvent as UTF-8 JSON.</param>
internal readonly record struct StoryEvent(DateTimeOffset Recorded, long Order, byte[] Json);
