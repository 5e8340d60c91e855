using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Envelopes;

/// <summary>What became of one function of an envelope.</summary>
/// <param name="Function">Wire name of the function.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Record">Name of the record; empty unless it passed or was skipped.</param>
/// <param name="Hash">Base64 hash of the record, as on the chain; empty unless it passed.</param>
/// <param name="ClassName">JVM binary name of the record's class; empty unless it passed or was skipped.</param>
/// <param name="Failure">The contract's own text when it failed: it may quote what the contract read, so it is for the parties only.</param>
public sealed record FunctionResult(string Function, FunctionOutcome Outcome, string Record, string Hash, string ClassName, string Failure)
{
    internal static FunctionResult Of(ConsiderationProto consideration)
    {
        var outcome = (FunctionOutcome)(int)(consideration.Result?.Result ?? 0);
        return new FunctionResult(
            consideration.ConsiderationName,
            Enum.IsDefined(outcome) ? outcome : FunctionOutcome.Unknown,
            consideration.Result?.Output?.Name ?? string.Empty,
            consideration.Result?.Output?.Hash ?? string.Empty,
            consideration.Result?.Output?.Classname ?? string.Empty,
            consideration.Result?.ErrorMessage ?? string.Empty);
    }
}
