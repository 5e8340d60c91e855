using System.Security.Cryptography;

namespace P8e.Cryptography;

/// <summary>The operating system's generator. The only source that production code uses.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);
}
