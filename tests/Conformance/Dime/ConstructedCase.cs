using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Payload;
using P8e.Protocol.Errors;

namespace P8e.Conformance.Dime;

/// <summary>A container made outside the SDK, with what the SDK's reader did with it.</summary>
internal sealed class ConstructedCase(JsonElement element, RecordedKeys keys, ISecp256k1 curve)
{
    private const int UsualIvBytes = 12;

    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var stored = element.Base64("storedContainerBase64");
        var header = DimeHeader.Parse(stored);
        Expect.Bytes("stored header read and written", stored.AsSpan(0, header.Length), header.ToBytes());
        foreach (var entry in element.GetProperty("audiences").EnumerateArray())
        {
            CheckWrap(entry);
        }

        foreach (var reader in element.GetProperty("readers").EnumerateArray())
        {
            await CheckReaderAsync(header, stored, reader.GetString()!, cancellationToken);
        }

        if (element.Text("mutation") == "none" && element.Hex("payloadIvHex").Length == UsualIvBytes)
        {
            var client = ContainerRebuild.AsUploaded(header, stored);
            var wraps = element.GetProperty("audiences").EnumerateArray().Select(entry => (entry.Hex("ephemeralPrivateHex"), entry.Hex("ivHex")));
            await new ContainerRebuild(keys, curve).CheckAsync(
                element, DimeHeader.Parse(client), client, element.Base64("plaintextBase64"), wraps, cancellationToken);
        }
    }

    private void CheckWrap(JsonElement entry)
    {
        // The mutation of a tag is applied to the container after the recorded values were computed.
        var text = System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(element.Hex("dekHex")));
        _ = EciesCase.CheckSealing(entry, keys, curve, text, associatedData: [], entry.Hex("encryptedDekHex"), entry.Hex("ivHex"));
    }

    private async Task CheckReaderAsync(DimeHeader header, byte[] stored, string reader, CancellationToken cancellationToken)
    {
        var expected = element.GetProperty("referenceResult");
        var decrypts = For(expected, "decrypts", reader);
        var plaintext = await TryOpenAsync(header, stored, reader, cancellationToken);
        var signature = header.ReadSignature();

        // The reference looks for the signature before it decrypts and so reports a missing one as not decrypting.
        Expect.Equal($"decrypts for {reader}", decrypts == true, plaintext is not null && signature is not null);
        if (plaintext is null || signature is null)
        {
            return;
        }

        Expect.Bytes("plaintext", element.Base64("plaintextBase64"), plaintext);
        var verified = signature.Verify(ContentHasher.HashData(plaintext).Sha512.Span, curve);

        // A signature that the reference's reader cannot decode (null) is one that does not verify.
        Expect.Equal($"signature verifies for {reader}", For(expected, "signatureVerifies", reader) == true, verified is not null);
    }

    private async Task<byte[]?> TryOpenAsync(DimeHeader header, byte[] stored, string reader, CancellationToken cancellationToken)
    {
        try
        {
            using var key = await new DimeOpener(curve).UnwrapAsync(header, keys.Agreement(reader), cancellationToken);
            return PayloadFrame.Open(key, stored.AsSpan(header.Length));
        }
        catch (P8eInputException error) when (error.Code is ErrorCodes.DimeUnopenable or ErrorCodes.DimePayloadInvalid)
        {
            return null;
        }
    }

    private static bool? For(JsonElement expected, string name, string reader)
    {
        if (!expected.TryGetProperty(name, out var value) || (value.ValueKind == JsonValueKind.Object && !value.TryGetProperty(reader, out value)))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Null ? null : value.GetBoolean();
    }
}
