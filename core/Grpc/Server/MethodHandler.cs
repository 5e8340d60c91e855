namespace P8e.Grpc.Server;

/// <summary>Reads, answers and writes one call of a method.</summary>
internal delegate Task MethodHandler(ServerExchange exchange, CancellationToken cancellationToken);
