using P8e.Execution.Envelopes;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Engine;

/// <summary>What became of a function in this run, before it is written into the envelope.</summary>
/// <param name="Function">The function.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Text">Class of the returned message, or the failure's text.</param>
/// <param name="Bytes">The returned message.</param>
internal sealed record FunctionRun(ContractFunction Function, FunctionOutcome Outcome, string Text, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The result as signed (p8e-sdk 5.4). A failure has no output, as in the JVM (B-8).</summary>
    /// <param name="stored">Under which hash the returned message was stored.</param>
    /// <param name="scope">The existing scope, if there is one.</param>
    internal ExecutionResult ToWire(ObjectHash? stored, AttachedScope? scope) => Outcome switch
    {
        FunctionOutcome.Pass => new ExecutionResult
        {
            Result = ExecutionResult.Types.Result.Pass,
            Output = new ProposedRecord
            {
                Name = Function.Output.Name,
                Hash = stored!.ToString(),
                Classname = Text,
                Ancestor = scope?.Ancestor(Function.Output.Name),
            },
        },
        FunctionOutcome.Skip => new ExecutionResult
        {
            Result = ExecutionResult.Types.Result.Skip,
            Output = new ProposedRecord { Name = Function.Output.Name, Classname = Function.Output.ResourceLocation?.Classname ?? string.Empty },
        },
        _ => new ExecutionResult { Result = ExecutionResult.Types.Result.Fail, ErrorMessage = Text },
    };
}
