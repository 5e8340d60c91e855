namespace P8e.Workflows.ExecuteContract;

/// <summary>The ten steps of one execution while it runs. Pure: whoever changes it says the time.</summary>
internal sealed class ExecutionTimeline
{
    private readonly ExecutionStep[] _steps = [.. StepName.All.Select(name => new ExecutionStep(name, StepState.Pending, null))];

    internal IReadOnlyList<ExecutionStep> Steps => [.. _steps];

    /// <summary>Name of the step that runs; the first that is not done when none does.</summary>
    internal string Current => (_steps.FirstOrDefault(step => step.State == StepState.Running) ?? _steps.First(step => step.State is StepState.Pending)).Name;

    internal void Set(string name, string state, DateTimeOffset at)
    {
        var place = Array.FindIndex(_steps, step => step.Name == name);
        _steps[place] = new ExecutionStep(name, state, state is StepState.Pending or StepState.NotNeeded ? null : at);
    }

    internal void Done(DateTimeOffset at, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            Set(name, StepState.Done, at);
        }
    }
}
