namespace Dashboard.Web;

/// <summary>
/// A sentence, or a clause of one, in both languages of the product: the tool at the machine says the Chinese one, a page its reader's.
/// </summary>
internal readonly record struct Said(string Chinese, string English)
{
    /// <summary>Clauses as one sentence.</summary>
    public static Said Join(IEnumerable<Said> clauses) =>
        new(string.Join('；', clauses.Select(clause => clause.Chinese)), string.Join("; ", clauses.Select(clause => clause.English)));

    /// <summary>A refusal in both languages: programs read one text, a page its reader's.</summary>
    public IResult Problem(int status = StatusCodes.Status400BadRequest) => Results.Problem($"{Chinese} {English}", statusCode: status,
        extensions: new Dictionary<string, object?> { ["sentence"] = this });

    public override string ToString() => Chinese;
}
