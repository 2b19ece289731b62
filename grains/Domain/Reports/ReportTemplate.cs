using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Grains.Domain.Reports;

/// <summary>
/// How the report of a year is worded, as data (<c>seeds/report-template.json</c>): a person who writes such reports can change it without
/// touching code.
/// </summary>
internal sealed record ReportTemplate(
    string Version, string Title, IReadOnlyDictionary<string, FigureSource> Figures, IReadOnlyList<TemplateSection> Sections,
    DeficiencyWords Deficiencies)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new ClauseConverter() },
    };

    /// <summary>Reads a file of it.</summary>
    /// <exception cref="InvalidDataException">It is no such template; the message says where.</exception>
    public static ReportTemplate Read(string path)
    {
        try
        {
            using var json = File.OpenRead(path);
            var template = JsonSerializer.Deserialize<ReportTemplate>(json, Json)!;
            var unknown = template.Sections.SelectMany(static section => section.Paragraphs).SelectMany(static paragraph => paragraph)
                .SelectMany(static sentence => sentence).SelectMany(static clause => ReportText.FiguresIn(clause.Text))
                .FirstOrDefault(id => !template.Figures.ContainsKey(id) && !FigureSource.IsMetric(id));
            return unknown is null ? template : throw new InvalidDataException($"{path}: there is no figure {unknown}.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>A clause is its text, or an object where more is to be said of it.</summary>
    private sealed class ClauseConverter : JsonConverter<Clause>
    {
        private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

        public override Clause Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? new(reader.GetString()!) : JsonSerializer.Deserialize<Clause>(ref reader, Web)!;

        public override void Write(Utf8JsonWriter writer, Clause value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Templates are read only.");
    }
}

/// <summary>Where a figure comes from: one of these, and its name and unit.</summary>
/// <param name="Name">In Chinese, as the notes on sources have it.</param>
/// <param name="Counter">A shown counter, of the year.</param>
/// <param name="Held">Subjects of a kind held in the year; with <paramref name="Of"/> those of one sort.</param>
/// <param name="Duties">Duties of the year: all, done or open.</param>
/// <param name="Officers">onPost, certified, retired or issued: at the end of the year, or within it.</param>
/// <param name="Plans">Certification plans whose exam is in the next year.</param>
/// <param name="Zero">Figures that are all 0: then <paramref name="Sentence"/> is true.</param>
internal sealed record FigureSource(string Name, string NameEn, string Unit = "", string? Counter = null, string? Held = null,
    string? Of = null, string? Duties = null, string? Officers = null, string? Plans = null, string[]? Zero = null,
    string? Sentence = null)
{
    /// <summary>Whether an id is that of a warning rule: how many of it had stood for long.</summary>
    public static bool IsWarning(string id) => id.Length >= 3 && id[0] == 'W' && char.IsAsciiDigit(id[1]);

    /// <summary>Whether an id is that of a metric, which needs no entry: the rule set says what it is.</summary>
    public static bool IsMetric(string id) => id.Length >= 3 && id[0] == 'M' && char.IsAsciiDigit(id[1]) && !id.Contains('.');
}

/// <summary>A section: heading, and paragraphs of sentences of clauses.</summary>
/// <param name="Deficiencies">What was found wanting is written here.</param>
internal sealed record TemplateSection(string Heading, IReadOnlyList<IReadOnlyList<IReadOnlyList<Clause>>> Paragraphs,
    bool Deficiencies = false);

/// <summary>A clause, left out where a figure of it is unknown or 0.</summary>
/// <param name="Always">It is written all the same.</param>
/// <param name="Same">Only where these figures are equal.</param>
/// <param name="Differ">Only where they are not.</param>
internal sealed record Clause(string Text, bool Always = false, string[]? Same = null, string[]? Differ = null);

/// <summary>The words of what was found wanting.</summary>
internal sealed record DeficiencyWords(string Low, string State, string Staff, string Target, string Fall, string StaffTurn, string Open,
    string OpenState, string Duties, string Cause, string None, string Measure);
