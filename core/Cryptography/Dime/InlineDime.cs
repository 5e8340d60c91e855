using System.Buffers;
using System.Buffers.Text;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Payload;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Dime;

/// <summary>
/// Reads the older form in which the ciphertext sits inside the protobuf and there is no container (object-store 5.9). No store or client of
/// today writes it, and neither do we.
/// </summary>
public static class InlineDime
{
    /// <summary>Opens the first payload of a DIME message.</summary>
    /// <param name="message">The serialised message.</param>
    /// <param name="reader">The reader's key.</param>
    /// <param name="cancellationToken">Ends the wait for a remote key.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    /// <returns>The content. This form carries no signature.</returns>
    /// <exception cref="P8eInputException">Not such a message, or altered.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.DimeNotAddressed"/>: the reader is not in the audience.</exception>
    public static async Task<byte[]> OpenAsync(
        ReadOnlyMemory<byte> message, IKeyAgreement reader, CancellationToken cancellationToken, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var wire = Parse(message);
        var header = new DimeHeader(Guid.Empty, [], new DimeSections(default, default, default, message), wire);
        using var key = await new DimeOpener(curve).UnwrapAsync(header, reader, cancellationToken).ConfigureAwait(false);
        var field = wire.Payload[0].CipherText.Memory;

        // "Legacy encoding" held the base64 text of the frame. A frame begins with 00 00 00, which is no base64 character.
        return PayloadFrame.Open(key, AesFrame.TryReadHead(field.Span, out _) ? field.Span : DecodeText(field.Span));
    }

    private static DIME Parse(ReadOnlyMemory<byte> message)
    {
        var wire = DimeWire.Parse(message);
        return wire.Payload.Count > 0 ? wire : throw DimeFormat.Malformed("it has no payload inside");
    }

    private static byte[] DecodeText(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : throw PayloadFrame.Invalid();
    }
}
