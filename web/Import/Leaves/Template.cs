using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Web.Import.Leaves;

/// <summary>Text with columns in braces: <c>{"template": "CASE-{case_num}"}</c>. A brace itself is written twice.</summary>
internal sealed class Template : Leaf
{
    private readonly List<(string Text, Column? Column)> _parts = [];

    /// <exception cref="FormatException">A brace is left open, or a column has no name; the message is a sentence.</exception>
    public Template(string template)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            var character = template[at];
            if (character is '{' or '}' && at + 1 < template.Length && template[at + 1] == character)
            {
                text.Append(character);
                at++;
            }
            else if (character == '{')
            {
                var end = template.IndexOf('}', at);
                if (end <= at + 1)
                {
                    throw new FormatException($"“{template}”的花括号没有合上，或里面没有列名");
                }

                _parts.Add((text.ToString(), Import.Column.Parse(template[(at + 1)..end])));
                text.Clear();
                at = end;
            }
            else if (character == '}')
            {
                throw new FormatException($"“{template}”多了一个右花括号");
            }
            else
            {
                text.Append(character);
            }
        }

        _parts.Add((text.ToString(), null));
    }

    public override IEnumerable<Column> Columns => _parts.Where(part => part.Column is not null).Select(part => part.Column!.Value);

    public override JsonNode? Make(SourceRow row, RowErrors errors)
    {
        var made = new StringBuilder();
        foreach (var (text, column) in _parts)
        {
            made.Append(text).Append(column?.ReadText(row, errors));
        }

        return JsonValue.Create(made.ToString());
    }
}
