namespace P8e.Workflows.ExecuteContract;

/// <summary>A submitted record.</summary>
/// <param name="Name">Name of the contract's input.</param>
/// <param name="ClassName">JVM binary name of its class.</param>
/// <param name="Bytes">The serialised message.</param>
public sealed record IntakeRecord(string Name, string ClassName, ReadOnlyMemory<byte> Bytes);
