namespace Dashboard.Grains.Contracts;

/// <summary>What a value becomes when it is put into a document: the same in .NET, in JSON and in a browser.</summary>
internal static class DocumentValue
{
    private const int SmallNumbers = 1024;
    private static readonly object[] Small = [.. Enumerable.Range(0, SmallNumbers).Select(static number => (object)(long)number)];
    private static readonly object True = true, False = false;

    /// <summary>Whole numbers as <see cref="long"/>, numbers finite and never −0, texts sound, lists as arrays.</summary>
    /// <exception cref="ArgumentException">A number is infinite or none.</exception>
    public static object Of(object value) => value switch
    {
        int number => Of((long)number),
        long number => Of(number),
        double number => double.IsFinite(number) ? number == 0 ? Small[0] : value
            : throw new ArgumentException("A document holds finite numbers only: JSON has no others.", nameof(value)),
        bool flag => flag ? True : False,
        string text => Sound(text),
        Document => value,
        IEnumerable<object> list => list.Select(static entry => entry is null ? null! : Of(entry)).ToArray(),
        _ => value,
    };

    /// <summary>The text with U+FFFD for every half of a surrogate pair, as it would arrive elsewhere.</summary>
    public static string Sound(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0)
        {
            return text;
        }

        var sound = text.ToCharArray();
        for (var i = 0; i < sound.Length; i++)
        {
            if (char.IsHighSurrogate(sound[i]) && i + 1 < sound.Length && char.IsLowSurrogate(sound[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(sound[i]))
            {
                sound[i] = '\ufffd';
            }
        }

        return new(sound);
    }

    private static object Of(long number) => number is >= 0 and < SmallNumbers ? Small[number] : number;
}
