using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Dime;

/// <summary>Gets the data key out of a header (object-store 5.6).</summary>
public sealed class DimeOpener
{
    private readonly ISecp256k1 _curve;

    /// <summary>Makes an opener.</summary>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public DimeOpener(ISecp256k1? curve = null) => _curve = curve ?? Secp256k1.Default;

    /// <summary>Unwraps the data key for a reader.</summary>
    /// <param name="header">The container's header.</param>
    /// <param name="reader">The reader's key.</param>
    /// <param name="cancellationToken">Ends the wait for a remote key.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.DimeNotAddressed"/>: the reader is not in the audience.</exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimeUnopenable"/>: the entry was altered or is not for this key; no text says which.</exception>
    public ValueTask<DataKey> UnwrapAsync(DimeHeader header, IKeyAgreement reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(reader);
        var entry = header.FindReader(reader.PublicKey) ?? throw new P8eStateException(
            StateErrorKind.NotPermitted,
            ErrorCodes.DimeNotAddressed,
            $"Opening an object: key {reader.PublicKey} is not among its readers. Ask its owner to share it with this key.");
        return UnwrapAsync(entry.Wire, reader, cancellationToken);
    }

    internal async ValueTask<DataKey> UnwrapAsync(Audience entry, IKeyAgreement reader, CancellationToken cancellationToken)
    {
        if (TryDecode(entry) is not { } box)
        {
            throw Unopenable();
        }

        using var secret = await reader.AgreeAsync(box.Ephemeral, cancellationToken).ConfigureAwait(false);
        return TryUnwrap(secret, box) ?? throw Unopenable();
    }

    private static DataKey? TryUnwrap(SharedSecret secret, EciesSealed box)
    {
        Span<byte> text = stackalloc byte[DataKey.TextBytes];
        try
        {
            return EciesCipher.TryOpen(secret, box, associatedData: [], text) ? DataKey.TryFromText(text) : null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static P8eInputException Unopenable() => new(
        ErrorCodes.DimeUnopenable,
        "Opening an object: its data key could not be unwrapped. The container was altered, or it was sealed for another key.");

    private EciesSealed? TryDecode(Audience entry)
    {
        Span<byte> point = stackalloc byte[PublicKey.UncompressedBytes];
        var tag = new byte[EciesCipher.TagFrameBytes];
        var body = new byte[AesFrame.OverheadBytes + DataKey.TextBytes];
        return StrictBase64.TryDecode(entry.EphemeralPubkey.Span, point)
            && PublicKey.TryParse(point, out var ephemeral, _curve)
            && StrictBase64.TryDecode(entry.Tag.Span, tag)
            && StrictBase64.TryDecode(entry.EncryptedDek.Span, body)
                ? new EciesSealed(ephemeral, body, tag)
                : null;
    }
}
