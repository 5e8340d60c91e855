using Microsoft.AspNetCore.Http;
using P8e.Durable;
using P8e.Execution;
using P8e.Execution.Envelopes;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Executions;

/// <summary>Finds executions and answers with them.</summary>
internal sealed class ExecutionAnswers(IOrchestrationClient workflows, PayloadSerializer payloads, TimeProvider clock)
{
    /// <summary>How often an execution that somebody waits for is looked at: one storage call each.</summary>
    internal static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(250);

    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ExecutionNotFound"/>.</exception>
    internal async Task<ExecutionView> FindAsync(HttpContext context, string id)
    {
        var instance = context.OwnsWorkflow(id) ? await workflows.FindAsync(id, context.RequestAborted) : null;
        return instance?.Name == ExecuteContractOrchestrator.Name
            ? new ExecutionView(instance, payloads.Read<ExecutionStatus?>(instance.CustomStatus))
            : throw new P8eStateException(
                StateErrorKind.NotFound, ErrorCodes.ExecutionNotFound, "Looking for an execution: there is none with this id. GET /api/v1/executions lists them.");
    }

    /// <summary>Answers 200 with an execution.</summary>
    internal async Task AnswerAsync(HttpContext context, string id)
    {
        var view = await FindAsync(context, id);
        var results = await ReadResultsAsync(context, view);
        await JsonAnswer.WriteAsync(context.Response, writer => ExecutionJson.Write(writer, view, results));
    }

    /// <summary>Answers 200 with the execution if it ends in time; else answers nothing.</summary>
    internal async Task<bool> TryAnswerEndedAsync(HttpContext context, string id, TimeSpan wait)
    {
        var until = clock.GetUtcNow() + wait;
        while (!(await FindAsync(context, id)).Instance.IsEnded)
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
    internal static async Task<IReadOnlyList<FunctionResult>> ReadResultsAsync(HttpContext context, ExecutionView view)
    {
        if (view.Progress?.Envelope is not { } hash)
        {
            return [];
        }

        var bytes = await context.Affiliate().Objects.GetAsync(ObjectHash.Parse(hash), ExecutionLimits.EnvelopeBytesMax, context.RequestAborted);
        return ContractEnvelope.Parse(bytes).Results;
    }
}
