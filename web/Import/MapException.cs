namespace Dashboard.Web.Import;

/// <summary>The map, or the file's header, cannot be used. The message is a sentence for the operator; nothing has been sent.</summary>
internal sealed class MapException(Said said, Exception? inner = null) : Exception(said.Chinese, inner)
{
    /// <summary>A sentence that is said at the machine only.</summary>
    public MapException(string sentence, Exception? inner = null) : this(new Said(sentence, sentence), inner)
    {
    }

    public MapException(string chinese, string english, Exception? inner = null) : this(new Said(chinese, english), inner)
    {
    }

    /// <summary>The message in both languages.</summary>
    public Said Said => said;
}
