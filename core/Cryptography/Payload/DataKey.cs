using System.Buffers.Text;
using System.Security.Cryptography;

namespace P8e.Cryptography.Payload;

/// <summary>
/// The key of one object: 32 random bytes, used for one payload only. Pinned, zeroed by <see cref="Dispose"/>, never printed.
/// </summary>
public sealed class DataKey : IDisposable
{
    /// <summary>Length of the key, in bytes.</summary>
    public const int KeyBytes = 32;

    /// <summary>Length of its base64 text, which is what ECIES wraps (object-store 1.5).</summary>
    internal const int TextBytes = 44;

    private readonly byte[] _key = GC.AllocateArray<byte>(KeyBytes, pinned: true);
    private bool _disposed;

    private DataKey()
    {
    }

    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _key;
        }
    }

    /// <summary>Draws a new key.</summary>
    /// <param name="random">Where the bytes come from.</param>
    public static DataKey Generate(IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var dataKey = new DataKey();
        random.Fill(dataKey._key);
        return dataKey;
    }

    /// <summary>Overwrites the key.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_key);
    }

    internal static DataKey? TryFromText(ReadOnlySpan<byte> text)
    {
        var dataKey = new DataKey();
        Span<byte> decoded = stackalloc byte[KeyBytes + 4];
        try
        {
            if (Base64.DecodeFromUtf8(text, decoded, out var consumed, out var written) == System.Buffers.OperationStatus.Done
                && consumed == text.Length && written == KeyBytes)
            {
                decoded[..KeyBytes].CopyTo(dataKey._key);
                return dataKey;
            }

            dataKey.Dispose();
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decoded);
        }
    }

    internal void WriteText(Span<byte> text) => _ = Base64.EncodeToUtf8(Bytes, text, out _, out _);
}
