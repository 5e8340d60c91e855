namespace P8e.Execution.Wire.Messages;

/// <summary>Construct a contract and run functions of it, one after the other (p8e-sdk 5.2, 5.3). Answered by <see cref="RanReply"/> or <see cref="FailureReply"/>.</summary>
/// <param name="ContractClass">The contract's class name on the wire.</param>
/// <param name="Now">What the contract reads as the time.</param>
/// <param name="Records">Records of the scope, by name; parameters of the constructor take theirs from here.</param>
/// <param name="Functions">The functions to run, in this order.</param>
public sealed record RunRequest(
    string ContractClass, DateTimeOffset Now, IReadOnlyList<NamedValue> Records, IReadOnlyList<FunctionCall> Functions) : WireMessage;
