namespace P8e.Execution.Wire.Messages;

/// <summary>One function of a run.</summary>
/// <param name="Function">The function's name on the wire.</param>
/// <param name="Inputs">The submitted values; one that is missing or has another type than the parameter makes the function skipped.</param>
public sealed record FunctionCall(string Function, IReadOnlyList<NamedValue> Inputs);
