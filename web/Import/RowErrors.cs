namespace Dashboard.Web.Import;

/// <summary>What is wrong with one row: each sentence once, in the order in which it was found.</summary>
internal sealed class RowErrors
{
    private readonly List<string> _sentences = [];

    public IReadOnlyList<string> Sentences => _sentences;

    public void Add(string sentence)
    {
        if (!_sentences.Contains(sentence))
        {
            _sentences.Add(sentence);
        }
    }
}
