using Microsoft.AspNetCore.Http;
using P8e.Durable;
using P8e.Execution;
using P8e.Execution.Envelopes;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Executions;

/// <summary>Finds executions and answers with them.</summary>
internal sealed class ExecutionAnswers(Func<ExecutionParts> parts, IOrchestrationClient workflows, PayloadSerializer payloads, TimeProvider clock)
{
    /// <summary>How often an execution that somebody waits for is looked at: one storage call each.</summary>
    internal static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(250);

    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ExecutionNotFound"/>.</exception>
    internal async Task<ExecutionView> FindAsync(string id, CancellationToken cancellationToken)
    {
        var instance = await workflows.FindAsync(id, cancellationToken);
        return instance?.Name == ExecuteContractOrchestrator.Name
            ? new ExecutionView(instance, payloads.Read<ExecutionStatus?>(instance.CustomStatus))
            : throw new P8eStateException(
                StateErrorKind.NotFound, ErrorCodes.ExecutionNotFound, "Looking for an execution: there is none with this id. GET /api/v1/executions lists them.");
    }

    /// <summary>Answers 200 with an execution.</summary>
    internal async Task AnswerAsync(HttpContext context, string id)
    {
        var view = await FindAsync(id, context.RequestAborted);
        var results = await ReadResultsAsync(view, context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => ExecutionJson.Write(writer, view, results));
    }

    /// <summary>Answers 200 with the execution if it ends in time; else answers nothing.</summary>
    internal async Task<bool> TryAnswerEndedAsync(HttpContext context, string id, TimeSpan wait)
    {
        var until = clock.GetUtcNow() + wait;
        while (!(await FindAsync(id, context.RequestAborted)).Instance.IsEnded)
        {
            if (clock.GetUtcNow() >= until)
            {
                return false;
            }

            await Task.Delay(LookPeriod, clock, context.RequestAborted);
        }

        await AnswerAsync(context, id);
        return true;
    }

    /// <summary>What the functions made, out of the sealed envelope; empty before there is one. The texts of a refusal may quote records, which is why they are nowhere else.</summary>
    internal async Task<IReadOnlyList<FunctionResult>> ReadResultsAsync(ExecutionView view, CancellationToken cancellationToken)
    {
        if (view.Progress?.Envelope is not { } hash)
        {
            return [];
        }

        var bytes = await parts().Services.Objects.GetAsync(ObjectHash.Parse(hash), ExecutionLimits.EnvelopeBytesMax, cancellationToken);
        return ContractEnvelope.Parse(bytes).Results;
    }
}
