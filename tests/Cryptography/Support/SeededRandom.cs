namespace P8e.Cryptography.Tests.Support;

/// <summary>Repeatable bytes; one instance for one thread.</summary>
internal sealed class SeededRandom(int seed) : IRandomSource
{
    private readonly Random random = new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> buffer) => random.NextBytes(buffer);

    internal byte[] Next(int length)
    {
        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }
}
