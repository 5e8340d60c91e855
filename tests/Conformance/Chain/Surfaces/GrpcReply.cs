namespace P8e.Conformance.Chain.Surfaces;

/// <summary>What a gRPC call ended with.</summary>
internal sealed record GrpcReply(int Status, string Message, byte[] Body, string? Height);
