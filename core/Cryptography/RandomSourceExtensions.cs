namespace P8e.Cryptography;

/// <summary>Identifiers drawn from a random source.</summary>
public static class RandomSourceExtensions
{
    /// <summary>Draws a version 4 UUID (RFC 9562).</summary>
    /// <param name="random">Where the bits come from.</param>
    public static Guid NextUuid(this IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[16];
        random.Fill(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
