using System.Security.Cryptography;
using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Hashes;
using P8e.Cryptography.Payload;

namespace P8e.Conformance.Dime;

/// <summary>A container that the SDK made: read, rewritten as a store does, opened by every reader, and made again.</summary>
internal sealed class SdkContainerCase(JsonElement element, RecordedKeys keys, ISecp256k1 curve)
{
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var stored = element.Base64("storedContainerBase64");
        var storedHeader = DimeHeader.Parse(stored);
        var clientContainer = element.TryGetProperty("containerBase64", out _)
            ? element.Base64("containerBase64")
            : ContainerRebuild.AsUploaded(storedHeader, stored);
        var header = DimeHeader.Parse(clientContainer);
        CheckHeaders(header, storedHeader, clientContainer, stored);
        var plaintext = await CheckReadersAsync(storedHeader, stored, cancellationToken);
        var audiences = element.GetProperty("audiences").EnumerateArray().ToArray();
        await new ContainerRebuild(keys, curve).CheckAsync(
            element, header, clientContainer, plaintext, audiences.Select(entry => (entry.Hex("ephemeralPrivateHex"), entry.Hex("dekIvHex"))), cancellationToken);
    }

    private void CheckHeaders(DimeHeader header, DimeHeader storedHeader, byte[] clientContainer, byte[] stored)
    {
        Expect.Bytes("container SHA-256", element.Hex("containerSha256Hex"), SHA256.HashData(clientContainer));
        Expect.Bytes("stored SHA-256", element.Hex("storedContainerSha256Hex"), SHA256.HashData(stored));
        Expect.Equal("header length", element.GetProperty("headerLength").GetInt32(), header.Length);
        Expect.Equal("container uuid", Guid.Parse(element.Text("containerUuid")), header.ContainerId);
        Expect.Bytes("header read and written", clientContainer.AsSpan(0, header.Length), header.ToBytes());
        Expect.Bytes("metadata written", element.Utf8("metadataJson"), DimeJson.WriteMetadata(header.Metadata));
        var rewritten = header.WithSignature(element.Hex("signaturePropertyHex"), element.Utf8("signaturePublicKeyProperty"));
        Expect.Bytes("stored header", stored.AsSpan(0, storedHeader.Length), rewritten.ToBytes());
        Expect.Equal("owner is last reader", element.GetProperty("ownerFieldEqualsLastAudience").GetBoolean(), header.Owner!.Wire.Equals(header.Audience[^1].Wire));
        CheckAudience(header);
    }

    private void CheckAudience(DimeHeader header)
    {
        var recorded = element.GetProperty("audiences").EnumerateArray().ToArray();
        Expect.Equal("number of readers", recorded.Length, header.Audience.Count);
        foreach (var (entry, ours) in recorded.Zip(header.Audience))
        {
            Expect.Equal("context", entry.GetProperty("context").GetInt32(), (int)ours.Context);
            Expect.Equal("reader", true, ours.IsFor(keys[entry.Text("recipient")].PublicKey));
            _ = EciesCase.CheckSealing(
                entry, keys, curve, element.Utf8("dekText"), associatedData: [], entry.Hex("encryptedDekHex"), entry.Hex("dekIvHex"));
        }
    }

    private async Task<byte[]> CheckReadersAsync(DimeHeader header, byte[] stored, CancellationToken cancellationToken)
    {
        var plaintext = Array.Empty<byte>();
        foreach (var reader in element.GetProperty("referenceResult").GetProperty("readers").EnumerateArray())
        {
            using var key = await new DimeOpener(curve).UnwrapAsync(header, keys.Agreement(reader.GetString()!), cancellationToken);
            Expect.Bytes("data key", element.Hex("dekHex"), key.Bytes);
            plaintext = PayloadFrame.Open(key, stored.AsSpan(header.Length));
            var digest = ContentHasher.HashData(plaintext);
            Expect.Bytes("SHA-256", element.Hex("plaintextSha256Hex"), digest.Sha256.Span);
            Expect.Bytes("SHA-512", element.Hex("plaintextSha512Hex"), digest.Sha512.Span);
            Expect.Equal("signer", keys[element.Text("signer")].PublicKey, header.ReadSignature()?.Verify(digest.Sha512.Span, curve));
            using var payload = new MemoryStream(stored, header.Length, stored.Length - header.Length);
            var proof = await LongPayload.ProveAsync(key, payload, payload.Length, cancellationToken);
            Expect.Bytes("streamed SHA-512", digest.Sha512.Span, proof.Digest.Sha512.Span);
        }

        return plaintext;
    }
}
