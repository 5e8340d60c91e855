using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Workflows.Ports;

namespace P8e.Workflows.ExecuteContract;

/// <summary>Keeps how an execution ended, for its affiliate's list. Safe to repeat: an end is written once and stays.</summary>
/// <param name="services">The affiliate.</param>
/// <param name="clock">Says how long it took; null is the system's.</param>
public sealed class EndExecutionActivity(ExecutionServices services, TimeProvider? clock = null) : IActivity<ExecutionEnd, bool>
{
    /// <summary>Its name in histories.</summary>
    public const string Name = "EndExecution.v1";

    /// <summary>Writes the end.</summary>
    /// <exception cref="P8eTransientException">The storage is out of reach.</exception>
    public async Task<bool> RunAsync(ActivityContext context, ExecutionEnd input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(input);
        var row = new ExecutionRow(context.InstanceId, input.Contract, input.Scope, input.Submitted)
        {
            State = input.ErrorCode is null ? ExecutionState.Completed : ExecutionState.Failed,
            FailedStep = input.FailedStep,
            ErrorCode = input.ErrorCode,
            Transaction = input.Transaction,
            Height = input.Height,
        };
        await services.Executions.EndAsync(services.Affiliate, row, cancellationToken).ConfigureAwait(false);
        ExecutionMeter.Ended(services.Affiliate.ToString(), row, (clock ?? TimeProvider.System).GetUtcNow());
        return true;
    }
}
