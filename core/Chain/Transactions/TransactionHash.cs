using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using P8e.Protocol.Errors;

namespace P8e.Chain.Transactions;

/// <summary>SHA-256 of a transaction's bytes: its name everywhere (provenance-chain 5.2). Immutable, equal by value.</summary>
public sealed class TransactionHash : IEquatable<TransactionHash>
{
    private readonly byte[] _bytes;

    private TransactionHash(byte[] bytes) => _bytes = bytes;

    /// <summary>The 32 bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Hashes a transaction.</summary>
    public static TransactionHash Of(ReadOnlySpan<byte> transaction) => new(SHA256.HashData(transaction));

    /// <summary>Reads 64 hex digits, upper or lower case.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.HashInvalid"/>.</exception>
    public static TransactionHash Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var hash)
            ? hash
            : throw new P8eInputException(ErrorCodes.HashInvalid, "Reading a transaction hash: it has 64 hex digits. Copy the whole hash.");
    }

    /// <summary>As <see cref="Parse"/>, but a wrong text is an answer, not an error.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out TransactionHash? hash)
    {
        hash = null;
        if (text.Length != 2 * SHA256.HashSizeInBytes)
        {
            return false;
        }

        var bytes = new byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != bytes.Length)
        {
            return false;
        }

        hash = new TransactionHash(bytes);
        return true;
    }

    /// <summary>64 hex digits, upper case as the chain writes them.</summary>
    public override string ToString() => Convert.ToHexString(_bytes);

    /// <inheritdoc/>
    public bool Equals(TransactionHash? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TransactionHash);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(_bytes);
}
