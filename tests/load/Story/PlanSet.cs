namespace Dashboard.Load.Story;

/// <summary>Inspection plans with their tasks.</summary>
/// <param name="First">Number of the first plan.</param>
/// <param name="Count">How many plans.</param>
/// <param name="TasksOfEach">Tasks of a plan; at least two.</param>
internal sealed record PlanSet(int First, int Count, int TasksOfEach)
{
    /// <summary>Teams the plans are given to in turn, each whole.</summary>
    public int TeamsOfPlans { get; init; } = 1;

    /// <summary>Teams the tasks of a plan are given to in turn.</summary>
    public int TeamsOfTasks { get; init; } = 1;

    /// <summary>The plan and the task, from 1, of the n-th inspection: all plans in turn, never the last task of a plan.</summary>
    public (int Plan, int Task) Inspected(int n) => (First + (n % Count), 1 + (n / Count % (TasksOfEach - 1)));

    /// <summary>The team a task is given to.</summary>
    public int TeamOf(int plan, int task) => ((plan - First) % TeamsOfPlans) + (task % TeamsOfTasks);
}
