namespace Dashboard.Load.Drive;

/// <summary>What the product answered to one post that it acknowledged.</summary>
internal readonly record struct PostAnswer(int Accepted, int Duplicates, int Quarantined, string? Complaint);
