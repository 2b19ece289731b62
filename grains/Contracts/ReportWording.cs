namespace Dashboard.Grains.Contracts;

/// <summary>Where the wording of reports is: the file <c>report-template.json</c> of the seeds folder.</summary>
public sealed record ReportWording(string Path);
