namespace P8e.Execution.Sandbox.Reading;

/// <summary>A parameter of a contract's constructor.</summary>
internal sealed record RecordParameter(string Name, MessageType Type, bool IsList, bool IsOptional);
