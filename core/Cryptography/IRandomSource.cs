namespace P8e.Cryptography;

/// <summary>Where keys, nonces and identifiers come from. Injected, so that tests can rebuild recorded containers byte for byte.</summary>
public interface IRandomSource
{
    /// <summary>Fills a buffer with bytes that nobody can predict.</summary>
    /// <param name="buffer">Receives the bytes.</param>
    void Fill(Span<byte> buffer);
}
