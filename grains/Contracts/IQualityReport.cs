namespace Dashboard.Grains.Contracts;

/// <summary>
/// How sound the data is (数据质量): which records may be one act recorded twice, what is set aside, late or unknown, from which source.
/// </summary>
public interface IQualityReport
{
    /// <summary>As it is now; reads every event.</summary>
    Task<Document> ReadAsync(CancellationToken cancel);
}
