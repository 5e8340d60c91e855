namespace P8e.Execution.Sandbox.Reading;

/// <summary>A parameter of a function: a submitted input, or a record of the scope.</summary>
internal sealed record FunctionParameter(string Name, MessageType Type, bool IsRecord);
