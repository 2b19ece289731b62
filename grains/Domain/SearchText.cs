namespace Dashboard.Grains.Domain;

/// <summary>
/// What a subject is found by: its id, its title and the numbers and names its facts give, each <see cref="Folded"/> and on a line of its
/// own. Put together on the stack, since it seldom differs from what is stored.
/// </summary>
internal ref struct SearchText
{
    /// <summary>What goes beyond this many characters is not searched; ids, numbers and names are bounded well below it.</summary>
    private const int Most = 1024;

    private readonly Span<char> room;
    private int length;

    private SearchText(Span<char> room) => this.room = room;

    /// <summary>The text of a subject; the known one where it is the same.</summary>
    public static string Of(Subject subject, string? known)
    {
        var text = new SearchText(stackalloc char[Most]);
        text.Add(subject.Id);
        text.Add(subject.Title);
        subject.Name(ref text);
        var found = text.room[..text.length];
        return known is not null && found.SequenceEqual(known) ? known : new(found);
    }

    /// <summary>A query as it is looked for; a plate by its mask, since no more of it is kept.</summary>
    public static string Query(string text)
    {
        var folded = Folded.Of(text);
        return Cases.Vehicles.IsPlate(folded) ? Folded.Of(Cases.Vehicles.Mask(folded)) : folded;
    }

    /// <summary>Adds a number or a name, if there is one.</summary>
    public void Add(string? text)
    {
        if (text is { Length: > 0 } && text.Length < room.Length - length)
        {
            room[length++] = '\n';
            length += Folded.Into(room[length..], text);
        }
    }
}
