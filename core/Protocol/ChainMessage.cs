using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Protocol.Errors;

namespace P8e.Protocol;

/// <summary>
/// A message for the chain: type URL and serialised bytes, the only form in which chain messages cross rooms (design section 3).
/// Immutable, equal by value.
/// </summary>
public sealed class ChainMessage : IEquatable<ChainMessage>
{
    /// <summary>Longest type URL, in characters; far above any message name of the chain.</summary>
    public const int MaximumTypeUrlLength = 256;

    /// <summary>Most bytes of a message: 1 MiB, the largest transaction a CometBFT node takes by default.</summary>
    public const int MaximumBytes = 1 << 20;

    private ChainMessage(string typeUrl, byte[] value)
    {
        TypeUrl = typeUrl;
        Value = value;
    }

    /// <summary><c>/</c> and the full message name, for example <c>/cosmos.bank.v1beta1.MsgSend</c> (provenance-chain 2).</summary>
    public string TypeUrl { get; }

    /// <summary>The serialised message.</summary>
    public ReadOnlyMemory<byte> Value { get; }

    /// <summary>Takes a message that someone else serialised; the bytes are copied and not looked into.</summary>
    /// <param name="typeUrl"><c>/</c>, then letters, digits, dots and underscores.</param>
    /// <param name="value">0 to <see cref="MaximumBytes"/> bytes.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ChainMessageInvalid"/> or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public static ChainMessage FromBytes(string typeUrl, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(typeUrl);
        CheckTypeUrl(typeUrl);
        CheckSize(value.Length);
        return new ChainMessage(typeUrl, value.ToArray());
    }

    /// <summary>Serialises a generated message.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/> when it is larger than <see cref="MaximumBytes"/>.</exception>
    public static ChainMessage From(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        CheckSize(message.CalculateSize());
        return new ChainMessage("/" + message.Descriptor.FullName, message.ToByteArray());
    }

    /// <summary>The form inside a transaction or a grant. The bytes are shared, not copied.</summary>
    public Any ToAny() => new() { TypeUrl = TypeUrl, Value = UnsafeByteOperations.UnsafeWrap(Value) };

    /// <summary>The type URL and the size, for logs.</summary>
    public override string ToString() => $"{TypeUrl} ({Value.Length} bytes)";

    /// <inheritdoc/>
    public bool Equals(ChainMessage? other) =>
        other is not null && TypeUrl == other.TypeUrl && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ChainMessage);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(TypeUrl);
        hash.AddBytes(Value.Span);
        return hash.ToHashCode();
    }

    private static void CheckTypeUrl(string typeUrl)
    {
        if (typeUrl.Length is < 2 or > MaximumTypeUrlLength || typeUrl[0] != '/' || !typeUrl.Skip(1).All(IsNameCharacter))
        {
            throw new P8eInputException(
                ErrorCodes.ChainMessageInvalid,
                $"Taking a chain message: its type URL is not '/' and a message name, at most {MaximumTypeUrlLength} characters. "
                + "Write it like /cosmos.bank.v1beta1.MsgSend.");
        }
    }

    private static void CheckSize(int size)
    {
        if (size > MaximumBytes)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Taking a chain message: {size} bytes are more than the {MaximumBytes} that fit a transaction. Split it.");
        }
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_';
}
