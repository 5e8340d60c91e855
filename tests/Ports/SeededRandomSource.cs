using P8e.Cryptography;

namespace P8e.Ports;

/// <summary>Random bytes that a failing test can have again. Safe for use by several threads, which then share one sequence.</summary>
public sealed class SeededRandomSource(int seed) : IRandomSource
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> buffer)
    {
        lock (_gate)
        {
            _random.NextBytes(buffer);
        }
    }

    /// <summary>The next bytes of the sequence.</summary>
    public byte[] Next(int length)
    {
        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }
}
