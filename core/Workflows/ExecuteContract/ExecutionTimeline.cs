namespace P8e.Workflows.ExecuteContract;

/// <summary>The ten steps of one execution while it runs. Pure: whoever changes it says the time.</summary>
internal sealed class ExecutionTimeline
{
    private readonly Dictionary<string, ExecutionStep> _steps = [];

    internal ExecutionTimeline()
    {
        foreach (var name in StepName.All)
        {
            _steps[name] = new ExecutionStep(name, StepState.Pending, null);
        }
    }

    /// <summary>The ten steps in order.</summary>
    internal IReadOnlyList<ExecutionStep> Steps => StepName.All.Select(name => _steps[name]).ToArray();

    /// <summary>Name of the step that runs; the first pending one when none does.</summary>
    internal string Current => (Steps.FirstOrDefault(step => step.State == StepState.Running) ?? Steps.First(step => step.State == StepState.Pending)).Name;

    internal void Set(string name, string state, DateTimeOffset at) =>
        _steps[name] = new ExecutionStep(name, state, state is StepState.Pending or StepState.NotNeeded ? null : at);

    internal void Done(DateTimeOffset at, params string[] names)
    {
        foreach (var name in names)
        {
            Set(name, StepState.Done, at);
        }
    }
}
