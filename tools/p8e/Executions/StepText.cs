namespace P8e.Cli.Executions;

/// <summary>The ten steps in words.</summary>
internal static class StepText
{
    /// <summary>What a step does.</summary>
    internal static string Meaning(string step) => step switch
    {
        "submitted" => "contract and inputs are taken",
        "forwarded" => "every party has them",
        "stored" => "encrypted for each reader",
        "executed" => "the contract has run in a sandbox",
        "returned" => "results are hashed and signed",
        "memorialised" => "one transaction writes them",
        "validated" => "the chain has accepted it",
        "observed" => "its block has been read",
        "indexed" => "scope and records can be found",
        "acknowledged" => "every party is told",
        _ => "",
    };

    /// <summary>A state, with a mark that needs no colour.</summary>
    internal static string State(string state) => state switch
    {
        "pending" => "· pending",
        "running" => "> running",
        "done" => "+ done",
        "failed" => "x failed",
        "notNeeded" => "- not needed",
        _ => state,
    };

    /// <summary>A line for each step that is not as it was.</summary>
    internal static IEnumerable<string> Changes(ExecutionView? before, ExecutionView now)
    {
        var known = (before?.Steps ?? []).ToDictionary(step => step.Name, step => step.State);
        return
            from step in now.Steps.Index()
            where step.Item.State is not "pending" && known.GetValueOrDefault(step.Item.Name) != step.Item.State
            select $"{step.Index + 1,2}/{now.Steps.Count} {step.Item.Name,-12} {State(step.Item.State)}";
    }

    /// <summary>What somebody may do after a failure, by the step it happened at. What is wrong with a thing itself the detail says.</summary>
    internal static string NextStep(ExecutionView view) => view.Error?.Step switch
    {
        "submitted" => $"correct the file and submit it again; 'p8e contract schema {view.Contract ?? "CONTRACT"}' says what the contract takes",
        "forwarded" => "ask the party that is named; submit again when its program answers",
        "stored" => "look at the store (P8E_STORAGE of the program, its /health), then submit again",
        "executed" or "returned" => $"'p8e executions show {view.Id}' says which function failed; correct its inputs and submit again",
        "memorialised" or "validated" => "nothing is on the chain; correct what the chain refused and submit again",
        "observed" or "indexed" or "acknowledged" => $"the chain has it, do not submit again: look later with 'p8e executions show {view.Id}'",
        _ => $"look at it with 'p8e executions show {view.Id}', then submit again",
    };
}
