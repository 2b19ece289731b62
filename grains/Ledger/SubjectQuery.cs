using System.Text;
using Dashboard.Grains.Domain.Oversight;

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
        if (filter.DoublesOf is { } row)
        {
            AndDoublesOf(row);
        }
        if (filter.Renamed)
        {
            And("former IS NOT NULL");
        }
        if (filter.Marked)
        {
            And("marks IS NOT NULL");
        }
        if (filter.NamingOthersThan is { } known)
        {
            And($"((declared IS NOT NULL AND NOT {isAny("declared", Add("known_teams", known.Teams.ToArray()))})"
                + $" OR (item IS NOT NULL AND NOT {isAny("item", Add("known_items", known.Items.ToArray()))}))");
        }
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
            And($"{find("search", Add("text", filter.Text))} > 0");
        }
        return condition.Length == 0 ? "" : $" WHERE {condition}";
    }

    private void AndDoublesOf(SubjectRow row)
    {
        var (kind, form) = (Add("kind_of", row.Kind), Add("form_of", row.IdForm ?? row.Id));
        var shared = $"(kind = {kind} AND (id_form = {form} OR id = {form}))";
        shared += row.CaseNo is { } caseNo ? $" OR case_no = {Add("case_no", caseNo)}" : "";
        shared += row.DocNo is { } docNo ? $" OR doc_no = {Add("doc_no", docNo)}" : "";
        And($"({shared}) AND NOT (kind = {kind} AND id = {Add("id_of", row.Id)}) AND stage <> '{MergedRecord.Merged}'");
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
