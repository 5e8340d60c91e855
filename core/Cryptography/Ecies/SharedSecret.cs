using System.Security.Cryptography;
using P8e.Cryptography.Curve;

namespace P8e.Cryptography.Ecies;

/// <summary>The X coordinate that two keys agree on. Pinned, and zeroed by <see cref="Dispose"/>; never printed.</summary>
public sealed class SharedSecret : IDisposable
{
    private readonly byte[] _x = GC.AllocateArray<byte>(CurveFormat.ScalarBytes, pinned: true);
    private bool _disposed;

    /// <summary>Takes a copy of the 32 bytes that a key service answered.</summary>
    /// <param name="bytes">32 bytes, leading zeros kept; the caller zeroes its own copy.</param>
    public SharedSecret(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, _x.Length, nameof(bytes));
        bytes.CopyTo(_x);
    }

    internal ReadOnlySpan<byte> X
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this); // HKDF of zeroes would be a key that everybody knows.
            return _x;
        }
    }

    /// <summary>Overwrites the secret.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_x);
    }
}
