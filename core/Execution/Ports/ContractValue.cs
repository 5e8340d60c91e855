namespace P8e.Execution.Ports;

/// <summary>A record message on its way into or out of a contract.</summary>
/// <param name="Name">Name of the record or input.</param>
/// <param name="ClassName">JVM binary name of its class (p8e-sdk 1.1).</param>
/// <param name="Bytes">The serialised message.</param>
public sealed record ContractValue(string Name, string ClassName, ReadOnlyMemory<byte> Bytes);
