namespace Dashboard.Load.Drive;

/// <summary>Which frame: its versions and a checksum of its bytes.</summary>
internal readonly record struct FrameKey(long Version, long Base, uint Checksum);
