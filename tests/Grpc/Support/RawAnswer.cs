namespace P8e.Grpc.Tests.Support;

/// <summary>An answer as it was on the wire.</summary>
internal sealed record RawAnswer(int HttpStatus, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Trailers, byte[] Body, string? ContentType)
{
    /// <summary>The status of a single header block.</summary>
    public string? TrailersOnlyStatus => Headers.GetValueOrDefault("grpc-status");

    public string? TrailersOnlyMessage => Headers.GetValueOrDefault("grpc-message");

    public string? TrailerStatus => Trailers.GetValueOrDefault("grpc-status");
}
