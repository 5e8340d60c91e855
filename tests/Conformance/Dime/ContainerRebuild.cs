using System.Text.Json;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Payload;

namespace P8e.Conformance.Dime;

/// <summary>Makes a recorded container again from its recorded randomness and compares it byte for byte, small and streamed.</summary>
internal sealed class ContainerRebuild(RecordedKeys keys, ISecp256k1 curve)
{
    private const string SignerMetadata = "SIGNATURE_PUBLIC_KEY";

    /// <summary>What a client must have uploaded for a store to keep this container: the same with an empty list of signatures.</summary>
    internal static byte[] AsUploaded(DimeHeader storedHeader, byte[] stored) =>
        [.. storedHeader.WithSignaturesSection(DimeHeader.EmptySignatures).ToBytes(), .. stored.AsSpan(storedHeader.Length)];

    internal async Task CheckAsync(
        JsonElement element, DimeHeader recorded, byte[] clientContainer, byte[] plaintext, IEnumerable<(byte[] EphemeralPrivate, byte[] Iv)> wraps, CancellationToken cancellationToken)
    {
        var dimeUuid = Guid.Parse(element.Text("dimeProtoUuid")).ToByteArray(bigEndian: true);
        var random = new ScriptedRandom([dimeUuid, .. wraps.SelectMany(wrap => new[] { wrap.EphemeralPrivate, wrap.Iv })]);
        var sealer = new DimeSealer(random, new FixedClock(recorded.Wire.AuditFields.CreatedDate.Seconds), curve);
        using var key = DataKey.TryFromText(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(element.Hex("dekHex"))))!;
        var header = sealer.Seal(key, new DimeSealRequest
        {
            Owner = keys[element.Text("owner")].PublicKey,
            Readers = [.. element.GetProperty("audience").EnumerateArray().Select(name => keys[name.GetString()!].PublicKey)],
            Signer = keys[element.Text("signer")].PublicKey,
            ContainerId = recorded.ContainerId,
            Metadata = [.. recorded.Metadata.Where(entry => entry.Key != SignerMetadata)],
        });
        Expect.Equal("random values left over", 0, random.Left);
        Expect.Bytes("header", clientContainer.AsSpan(0, header.Length), header.ToBytes());
        Expect.Bytes("payload", clientContainer.AsSpan(header.Length), PayloadFrame.Seal(key, new ScriptedRandom([element.Hex("payloadIvHex")]), plaintext));

        using var sealing = new PayloadSealer(key, new ScriptedRandom([element.Hex("payloadIvHex")]), new MemoryStream(plaintext));
        var streamed = new MemoryStream();
        var buffer = new byte[1009];
        for (int read; (read = await sealing.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            streamed.Write(buffer, 0, read);
        }

        Expect.Bytes("streamed payload", clientContainer.AsSpan(header.Length), streamed.ToArray());
    }
}
