namespace Dashboard.Seeds.Demo;

/// <summary>
/// What the legal section says of a warning: warning.acknowledged and, of a violation that no later fact can undo, warning.resolved.
/// </summary>
internal static class WarningNote
{
    public static void Acknowledge(SubjectLog of, DateOnly day, string rule, string subjectType, string reason) =>
        Add(of, day, "warning.acknowledged", rule, subjectType, reason);

    public static void Resolve(SubjectLog of, DateOnly day, string rule, string subjectType, string reason) =>
        Add(of, day, "warning.resolved", rule, subjectType, reason);

    private static void Add(SubjectLog of, DateOnly day, string name, string rule, string subjectType, string reason) =>
        of.On(day, Sources.Manual, name, json =>
    {
        json.WriteString("rule", rule);
        json.WriteString("subjectType", subjectType);
        json.WriteString("subjectId", of.Subject);
        json.WriteString("by", "OFF-T10-01");
        json.WriteString("reason", reason);
    });
}
