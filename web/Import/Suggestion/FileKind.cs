namespace Dashboard.Web.Import.Suggestion;

/// <summary>What the rows of a file are (cases, officers …): it decides what its columns can be, and which events they make.</summary>
/// <param name="Id">As the types of its events name it: <c>case</c>, <c>object</c> …</param>
/// <param name="Proposals">In the order in which they are told.</param>
internal sealed record FileKind(string Id, IReadOnlyList<Proposal> Proposals)
{
    /// <summary>Acts are of a team and an item, whether or not their events say so.</summary>
    private static readonly string[] Acts = ["case", "inspection", "patrol", "licence"];

    /// <summary>So much weighs that all is there which a kind needs, in columns that it knows.</summary>
    private const int Whole = 2;

    /// <summary>All kinds; where two fit a file as well, the first.</summary>
    public static IReadOnlyList<FileKind> All { get; } =
        [.. Proposal.All.GroupBy(proposal => proposal.Type.Split('.')[0]).Select(group => new FileKind(group.Key, [.. group]))];

    /// <summary>The fields its columns can be, in their usual order.</summary>
    public IReadOnlyList<Field> Fields { get; } = [.. Field.All.Where(field =>
        Proposals.Any(proposal => proposal.Fields.Contains(field.Id)) || (field.Id is "team" or "item" && Acts.Contains(Id)))];

    /// <summary>Its events with the fields of each; a field stands with the first event that takes it.</summary>
    public IEnumerable<(string Type, IReadOnlyList<Field> Fields)> Events
    {
        get
        {
            var placed = new HashSet<string>();
            foreach (var ofType in Proposals.GroupBy(proposal => proposal.Type))
            {
                var isFirst = placed.Count == 0;
                yield return (ofType.Key, [.. Fields.Where(known =>
                    (ofType.Any(proposal => proposal.Fields.Contains(known.Id)) || (isFirst && known.Id is "team" or "item"))
                    && placed.Add(known.Id))]);
            }
        }
    }

    public bool Has(string field) => Fields.Any(known => known.Id == field);

    /// <summary>The proposals for which all is found.</summary>
    public IEnumerable<Proposal> Made(IReadOnlyDictionary<string, SampledColumn> found) => Proposals.Where(proposal =>
        proposal.Needs.All(found.ContainsKey) && !proposal.Unless.Any(found.ContainsKey));

    /// <summary>
    /// Fields without which there is no record at all: those of the event that begins one, of several the one of which most is found.
    /// </summary>
    public IReadOnlyList<string> Needed(IReadOnlyDictionary<string, SampledColumn> found) => Proposals
        .Where(proposal => proposal.Begins && !proposal.Unless.Any(found.ContainsKey))
        .MaxBy(proposal => proposal.Needs.Count(found.ContainsKey) - proposal.Needs.Count(need => !found.ContainsKey(need)))!.Needs;

    /// <summary>How well a file is this: by how many of its columns are known.</summary>
    public int Fit(IReadOnlyDictionary<string, SampledColumn> found) =>
        found.Count(field => Has(field.Key)) + (Made(found).Any(proposal => proposal.Begins) ? Whole : 0);
}
