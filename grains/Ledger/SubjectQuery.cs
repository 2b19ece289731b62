using System.Text;

namespace Dashboard.Grains.Ledger;

/// <summary>Turns a <see cref="SubjectFilter"/> into the condition and the parameters that both dialects understand alike.</summary>
/// <param name="isAny">How the dialect says "column is one of the list in this parameter".</param>
/// <param name="find">How the dialect finds the second text in the first, 0 if absent.</param>
internal sealed class SubjectQuery(Func<string, string, string> isAny, Func<string, string, string> find)
{
    private readonly StringBuilder condition = new();
    private readonly List<(string Name, object Value)> parameters = [];

    public IReadOnlyList<(string Name, object Value)> Parameters => parameters;

    public string Count(SubjectFilter filter) => $"SELECT count(*) FROM subjects{Where(filter)}";

    public string List(SubjectFilter filter)
    {
        var sql = $"SELECT {LedgerTables.Subjects.Names} FROM subjects{Where(filter)} ORDER BY last_day DESC NULLS LAST, kind, id";
        if (filter.Take > 0)
        {
            sql += $" LIMIT {Add("take", filter.Take)}";
        }
        else if (filter.Skip > 0)
        {
            sql += $" LIMIT {Add("take", long.MaxValue)}";
        }
        return filter.Skip > 0 ? $"{sql} OFFSET {Add("skip", filter.Skip)}" : sql;
    }

    private string Where(SubjectFilter filter)
    {
        OneOf("kind", filter.Kinds);
        OneOf("id", filter.Ids);
        OneOf("team", filter.Teams);
        OneOf("item", filter.Items);
        OneOf("declared", filter.DeclaredTeams);
        if (filter.ItemsExcept is { } except)
        {
            And($"(item IS NULL OR NOT {isAny("item", Add("except", except.ToArray()))})");
        }
        Same("party", filter.Party);
        Same("parent", filter.Parent);
        if (filter.BasisOtherThan is { } basis)
        {
            var given = Add("basis", basis);
            And($"(basis < {given} OR basis > {given})");
        }
        if (filter.Watched)
        {
            And("watched");
        }
        Same("stage", filter.Stage);
        if (filter.Open is { } open)
        {
            And($"open = {Add("open", open)}");
        }
        if (filter.From is { } from)
        {
            And($"last_day >= {Add("from", from)}");
        }
        if (filter.To is { } to)
        {
            And($"first_day <= {Add("to", to)}");
        }
        if (!string.IsNullOrEmpty(filter.Text))
        {
            var text = Add("text", filter.Text);
            And($"({find("id", text)} > 0 OR {find("title", text)} > 0)");
        }
        return condition.Length == 0 ? "" : $" WHERE {condition}";
    }

    private void OneOf(string column, IReadOnlyCollection<string>? values)
    {
        if (values is not null)
        {
            And(isAny(column, Add($"{column}s", values.ToArray())));
        }
    }

    private void Same(string column, string? value)
    {
        if (value is not null)
        {
            And($"{column} = {Add(column, value)}");
        }
    }

    private void And(string term) => condition.Append(condition.Length == 0 ? "" : " AND ").Append(term);

    private string Add(string name, object value)
    {
        parameters.Add((name, value));
        return $"@{name}";
    }
}
