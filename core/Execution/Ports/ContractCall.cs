namespace P8e.Execution.Ports;

/// <summary>One function of a run.</summary>
/// <param name="Function">Wire name of the function.</param>
/// <param name="Inputs">Proposed values, for <c>[Input]</c> parameters; each has the class that the specification asks for.</param>
public sealed record ContractCall(string Function, IReadOnlyList<ContractValue> Inputs);
