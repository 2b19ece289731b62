using System.Text;
using Dashboard.Grains.Domain.Oversight;

namespace Dashboard.Grains.Ledger;

/// <summary>Turns a <see cref="SubjectFilter"/> into the condition and the parameters that both dialects understand alike.</summary>
/// <param name="isAny">How the dialect says "column is one of the list in this parameter".</param>
/// <param name="find">How the dialect finds the second text in the first, 0 if absent.</param>
/// <param name="named">How the dialect joins subjects, under one alias, with their names, under another.</param>
internal sealed class SubjectQuery(
    Func<string, string, string> isAny, Func<string, string, string> find, Func<string, string, string> named)
{
    private readonly StringBuilder condition = new();
    private readonly List<(string Name, object Value)> parameters = [];

    public IReadOnlyList<(string Name, object Value)> Parameters => parameters;

    public string Count(SubjectFilter filter) => $"SELECT count(*) FROM {named("s", "n")}{Where(filter)}";

    public string List(SubjectFilter filter)
    {
        var columns = $"{LedgerTables.Subjects.NamesOf("s")}, {LedgerTables.Known.NamesOf("n")}";
        var sql = $"SELECT {columns} FROM {named("s", "n")}{Where(filter)} ORDER BY s.last_day DESC NULLS LAST, s.kind, s.id";
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
            And($"(s.item IS NULL OR NOT {isAny("s.item", Add("except", except.ToArray()))})");
        }
        Same("party", filter.Party);
        Same("parent", filter.Parent);
        if (filter.DoublesOf is { } row)
        {
            AndDoublesOf(row);
        }
        if (filter.Marked)
        {
            And("s.marks IS NOT NULL");
        }
        if (filter.BasisOtherThan is { } basis)
        {
            var given = Add("basis", basis);
            And($"(s.basis < {given} OR s.basis > {given})");
        }
        if (filter.Watched)
        {
            And("s.watched");
        }
        Same("stage", filter.Stage);
        if (filter.Open is { } open)
        {
            And($"s.open = {Add("open", open)}");
        }
        if (filter.From is { } from)
        {
            And($"s.last_day >= {Add("from", from)}");
        }
        if (filter.To is { } to)
        {
            And($"s.first_day <= {Add("to", to)}");
        }
        if (!string.IsNullOrEmpty(filter.Text))
        {
            And($"{find("n.search", Add("text", filter.Text))} > 0");
        }
        return condition.Length == 0 ? "" : $" WHERE {condition}";
    }

    private void AndDoublesOf(SubjectRow row)
    {
        var (kind, form) = (Add("kind_of", row.Kind), Add("form_of", row.IdForm ?? row.Id));
        // What is in the table of names is looked through first, since no index is kept of it.
        var shared = $"(m.kind = {kind} AND m.id_form = {form})";
        shared += row.CaseNo is { } caseNo ? $" OR m.case_no = {Add("case_no", caseNo)}" : "";
        shared += row.DocNo is { } docNo ? $" OR m.doc_no = {Add("doc_no", docNo)}" : "";
        And($"(s.kind, s.id) IN (SELECT d.kind, d.id FROM {named("d", "m")} WHERE {shared} UNION ALL SELECT {kind}, {form})");
        And($"NOT (s.kind = {kind} AND s.id = {Add("id_of", row.Id)}) AND s.stage <> '{MergedRecord.Merged}'");
    }

    private void OneOf(string column, IReadOnlyCollection<string>? values)
    {
        if (values is not null)
        {
            And(isAny($"s.{column}", Add($"{column}s", values.ToArray())));
        }
    }

    private void Same(string column, string? value)
    {
        if (value is not null)
        {
            And($"s.{column} = {Add(column, value)}");
        }
    }

    private void And(string term) => condition.Append(condition.Length == 0 ? "" : " AND ").Append(term);

    private string Add(string name, object value)
    {
        parameters.Add((name, value));
        return $"@{name}";
    }
}
