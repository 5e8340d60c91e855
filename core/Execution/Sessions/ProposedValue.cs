using P8e.Protocol.Identifiers;

namespace P8e.Execution.Sessions;

/// <summary>A proposed record's message and its hash.</summary>
internal sealed record ProposedValue(ObjectHash Hash, ReadOnlyMemory<byte> Bytes);
