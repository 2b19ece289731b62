using System.Text;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Duties;

namespace Dashboard.Grains.Domain;

/// <summary>The fields that only declared events have (<see cref="Field"/>).</summary>
internal ref partial struct Fields
{
    /// <summary>One of two words or more, and no other; null where it may be left out and is.</summary>
    public string? WordOf(string name, bool isRequired, params string[] words)
    {
        var word = isRequired ? Text(name, LongestCode) : TextOrNull(name, LongestCode);
        if (word is not null && Array.IndexOf(words, word) < 0)
        {
            var others = string.Join(", ", words[..^1]);
            Refuse($"data.{name} must be {others} or {words[^1]}.");
        }

        return word;
    }

    /// <summary>A list of codes: 1 to <paramref name="most"/> where it is required; null where it may be left out and is.</summary>
    public string[]? CodesOf(string name, bool isRequired, int most)
    {
        if (!isRequired && !Has(name))
        {
            return null;
        }

        var least = isRequired ? 1 : 0;
        return ListLength(name, least, most) > most ? [] : Texts(name, least);
    }

    /// <summary>A list of objects that name something: 1 to <paramref name="most"/> where it is required.</summary>
    /// <param name="parts">The members of each: kind and id, and what may be left out.</param>
    public Reference[] References(string name, bool isRequired, int most, params (string Name, int Most)[] parts)
    {
        var list = data[name];
        if (!list.IsGiven && !isRequired)
        {
            return [];
        }

        var references = new List<Reference>(Math.Min(ListLength(name, isRequired ? 1 : 0, most), most));
        foreach (var entry in list)
        {
            if (entry.Kind != JsonTokenType.StartObject)
            {
                Refuse($"data.{name}[{references.Count}] must be an object with {parts[0].Name} and {parts[1].Name}.");
                return [];
            }

            if (references.Count == most)
            {
                break;
            }

            var fields = new Fields(entry);
            references.Add(new(fields.Text(parts[0].Name, parts[0].Most), fields.Text(parts[1].Name, parts[1].Most),
                parts.Length > 2 ? fields.TextOrNull(parts[2].Name, parts[2].Most) : null));
            if (fields.Problem is { } problem)
            {
                Refuse(problem.Replace("data.", $"data.{name}[{references.Count - 1}].", StringComparison.Ordinal));
            }
        }

        return [.. references];
    }

    /// <summary>Marks made-up data, in any event.</summary>
    private const string Synthetic = "synthetic";

    /// <summary>Refuses what is none of these members.</summary>
    public void RefuseOthers(IReadOnlyCollection<string> names)
    {
        var place = 0;
        foreach (var member in data)
        {
            var name = Encoding.UTF8.GetString(member.Name);
            if (name != Synthetic && !names.Contains(name))
            {
                // A name of a member may be words itself: then its place is said.
                var shown = name.Length <= LongestCode && Impersonal.IsCode(name) ? $".{name}" : $"[{place}]";
                Refuse($"data{shown} must not be sent: the words and names of a complaint stay in the system it came from.");
            }

            place++;
        }
    }

    /// <summary>The sentence that refuses a field with words where a number or a code must stand (<see cref="Impersonal"/>).</summary>
    /// <param name="name">The field, of the data or of the envelope: <c>data.ref</c>, <c>id</c>.</param>
    public static string NoCode(string name) =>
        $"{name} must be a number or code without names and words: letters, digits and - _ . / : #, or the number of a document.";

    /// <summary>
    /// A list of objects of texts, each as its texts in the order of the columns, of which the first must be there; none where it may be
    /// left out and is.
    /// </summary>
    public string[][] RowsOf(string name, bool isRequired, int most, (string Name, int Most)[] columns)
    {
        var list = data[name];
        if (!list.IsGiven && !isRequired)
        {
            return [];
        }

        var rows = new List<string[]>(Math.Min(ListLength(name, 0, most), most));
        foreach (var entry in list)
        {
            if (entry.Kind != JsonTokenType.StartObject)
            {
                Refuse($"data.{name}[{rows.Count}] must be an object.");
                return [];
            }

            if (rows.Count == most)
            {
                break;
            }

            var fields = new Fields(entry);
            var row = new string[columns.Length];
            for (var at = 0; at < columns.Length; at++)
            {
                row[at] = at == 0 ? fields.Text(columns[at].Name, columns[at].Most)
                    : fields.TextOrNull(columns[at].Name, columns[at].Most) ?? "";
            }

            rows.Add(row);
            if (fields.Problem is { } problem)
            {
                Refuse(problem.Replace("data.", $"data.{name}[{rows.Count - 1}].", StringComparison.Ordinal));
            }
        }

        return [.. rows];
    }

    /// <summary>
    /// The measure of a duty, <c>{kind, metricId, target, factType, where: {field: value}, least}</c>; null where there is none.
    /// </summary>
    public DutyMeasure? Measure(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        var fields = new Fields(data[name]);
        var sort = fields.WordOf("kind", true, "Evidence", "Metric", "Facts") ?? "";
        var (isMetric, isFacts) = (sort == "Metric", sort == "Facts");
        var metric = isMetric ? fields.Text("metricId", LongestCode) : null;
        var fact = isFacts ? fields.Text("factType", LongestCode) : null;
        if ((metric is not null && Article74.ForbidsMetric(metric)) || (fact is not null && Article74.ForbidsFact(fact)))
        {
            Refuse("A duty may not be measured by fines, case counts or inspection counts (Administrative Penalty Law art. 74).");
        }
        else if (fact is { Length: > 0 } && !DeclaredKinds.HasEvent(fact))
        {
            Refuse($"data.{name}.factType must be an event whose system of record is this product: lawCase.published.");
        }

        var measure = new DutyMeasure(isMetric ? MeasureSort.Metric : isFacts ? MeasureSort.Facts : MeasureSort.Evidence, metric,
            isMetric ? fields.Count("target", 1_000_000) : 0, fact, fields.Condition("where"),
            isFacts ? Math.Max(1, fields.Count("least", 1_000_000)) : 0);
        if (fields.Problem is { } problem)
        {
            Refuse(problem.Replace("data.", $"data.{name}.", StringComparison.Ordinal));
        }

        return measure;
    }

    /// <summary>An object of one member, field and value; null where there is none.</summary>
    private (string Field, string Value)? Condition(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        var given = data[name];
        if (given is { Kind: JsonTokenType.StartObject, Children: 1 })
        {
            foreach (var member in given)
            {
                if (member.Kind == JsonTokenType.String && member.Name.Length <= LongestCode)
                {
                    var field = ControlCharacters.Marked(Encoding.UTF8.GetString(member.Name));
                    return (field, TextOf(member, LongestCode, $"{name}.{field}") ?? "");
                }
            }
        }

        Refuse($"data.{name} must be an object with one field and the word it is to hold.");
        return null;
    }
}
