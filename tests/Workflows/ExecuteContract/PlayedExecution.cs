using P8e.Durable;
using P8e.Ports.Durable;
using P8e.Workflows.ExecuteContract;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.Tests.ExecuteContract;

/// <summary>The activities of an execution, played: each notes its call, then does what the test says.</summary>
internal sealed class PlayedExecution
{
    /// <summary>Names of the calls that succeeded, in order.</summary>
    internal List<string> Calls { get; } = [];

    /// <summary>What each was asked last.</summary>
    internal Dictionary<string, object?> Asked { get; } = [];

    /// <summary>Thrown by the activity of a name.</summary>
    internal Dictionary<string, Exception> Failures { get; } = [];

    internal ContractRan Ran { get; set; } = new("executed", 1, null);

    /// <summary>The outcome that <c>Memorialise</c> finds already there.</summary>
    internal TransactionOutcome? Known { get; set; }

    /// <summary>The outcome that the outbox has.</summary>
    internal TransactionOutcome? Found { get; set; }

    internal bool IsIndexed { get; set; } = true;

    internal int Count(string activity) => Calls.Count(call => call == activity);

    internal ActivityRegistry AddTo(ActivityRegistry registry) => registry
        .Add(PackageSessionActivity.Name, Played<SessionToPackage, string>(PackageSessionActivity.Name, () => "packaged"))
        .Add(RunContractActivity.Name, Played<ContractToRun, ContractRan>(RunContractActivity.Name, () => Ran))
        .Add(MemorialiseActivity.Name, Played<EnvelopeToWrite, TransactionOutcome?>(MemorialiseActivity.Name, () => Known))
        .Add(FindOutcomeActivity.Name, Played<OutcomeQuestion, TransactionOutcome?>(FindOutcomeActivity.Name, () => Found))
        .Add(ConfirmIndexActivity.Name, Played<IndexQuestion, bool>(ConfirmIndexActivity.Name, () => IsIndexed))
        .Add(EndExecutionActivity.Name, Played<ExecutionEnd, bool>(EndExecutionActivity.Name, () => true));

    private LambdaActivity<TInput, TOutput> Played<TInput, TOutput>(string name, Func<TOutput> answer) => new((_, input, _) =>
    {
        Asked[name] = input;
        if (Failures.TryGetValue(name, out var failure))
        {
            return Task.FromException<TOutput>(failure);
        }

        Calls.Add(name);
        return Task.FromResult(answer());
    });
}
