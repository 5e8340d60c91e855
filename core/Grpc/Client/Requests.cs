namespace P8e.Grpc.Client;

/// <summary>What a call sends: one message, or a stream of them.</summary>
internal readonly record struct Requests<T>(T? Single, IAsyncEnumerable<T>? Stream)
    where T : class;
