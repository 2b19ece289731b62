namespace Dashboard.Web.Import;

/// <summary>
/// The import cannot go on. The message is a sentence for the operator; what was sent before stays, and a repeat is safe.
/// </summary>
internal sealed class ImportStoppedException(Said said, Exception? inner = null) : Exception(said.Chinese, inner)
{
    /// <summary>A sentence that is said at the machine only.</summary>
    public ImportStoppedException(string sentence, Exception? inner = null) : this(new Said(sentence, sentence), inner)
    {
    }

    public ImportStoppedException(string chinese, string english, Exception? inner = null) : this(new Said(chinese, english), inner)
    {
    }

    /// <summary>The message in both languages.</summary>
    public Said Said => said;
}
