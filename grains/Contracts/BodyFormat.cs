namespace Dashboard.Grains.Contracts;

/// <summary>How a body holds its events.</summary>
public enum BodyFormat
{
    /// <summary>application/cloudevents+json</summary>
    One,

    /// <summary>application/cloudevents-batch+json</summary>
    Batch,

    /// <summary>application/x-ndjson</summary>
    Lines,

    /// <summary>application/json with an attribute in each ce-* header</summary>
    Binary,
}
