using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using P8e.Cryptography.Curve;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Protocol.Wire.Scope;
using P8e.Protocol.Wire.ScopeEncryption;
using PublicKey = P8e.Cryptography.Keys.PublicKey;

namespace P8e.Cryptography.Dime;

/// <summary>Makes container headers, byte for byte as the SDK makes them (object-store 5.2, 5.5).</summary>
public sealed class DimeSealer
{
    private const string SignerKeyMetadata = "SIGNATURE_PUBLIC_KEY";

    private readonly ISecp256k1 curve;
    private readonly IRandomSource random;
    private readonly TimeProvider clock;

    /// <summary>Makes a sealer; it is safe for use by several threads when its random source is.</summary>
    /// <param name="random">Source of UUIDs, ephemeral keys and IVs.</param>
    /// <param name="clock">Source of the audit times, which have whole seconds.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public DimeSealer(IRandomSource random, TimeProvider clock, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(clock);
        this.random = random;
        this.clock = clock;
        this.curve = curve ?? Secp256k1.Default;
    }

    /// <summary>Wraps a data key for all readers and writes the header that precedes the payload. The signatures section is empty: the store fills it.</summary>
    /// <param name="dataKey">The key of the payload.</param>
    /// <param name="request">For whom.</param>
    public DimeHeader Seal(DataKey dataKey, DimeSealRequest request)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        ArgumentNullException.ThrowIfNull(request);
        var containerId = request.ContainerId ?? random.NextUuid();
        var now = new Timestamp { Seconds = clock.GetUtcNow().ToUnixTimeSeconds() };
        var wire = new DIME
        {
            Uuid = new UUID { Value = random.NextUuid().ToString("D") },
            AuditFields = new AuditFields { CreatedDate = now, UpdatedDate = now, Version = 1 },
        };
        wire.Audience.Capacity = request.Readers.Count + 1;
        foreach (var reader in request.Readers)
        {
            wire.Audience.Add(Wrap(dataKey, reader, ContextType.Retrieval));
        }

        wire.Owner = Wrap(dataKey, request.Owner, ContextType.Submission);
        wire.Audience.Add(wire.Owner);
        wire.Payload.Add(new Protocol.Wire.ScopeEncryption.Payload()); // Empty, but other programs read index 0.

        KeyValuePair<string, string>[] metadata = [.. request.Metadata, new(SignerKeyMetadata, PublicKeyPem.Write(request.Signer))];
        var sections = new DimeSections(DimeJson.WriteMetadata(metadata), default, DimeHeader.EmptySignatures, Protobuf: null);
        return new DimeHeader(containerId, metadata, sections, wire);
    }

    private Audience Wrap(DataKey dataKey, PublicKey reader, ContextType context)
    {
        Span<byte> text = stackalloc byte[DataKey.TextBytes];
        Span<byte> ephemeral = stackalloc byte[PublicKey.UncompressedBytes];
        Span<byte> tag = stackalloc byte[EciesCipher.TagFrameBytes];
        Span<byte> body = stackalloc byte[AesFrame.OverheadBytes + DataKey.TextBytes];
        try
        {
            dataKey.WriteText(text);
            EciesCipher.Seal(curve, random, reader, text, associatedData: [], ephemeral, body, tag);
            Memory<byte> texts = new byte[
                StrictBase64.EncodedLength(ephemeral.Length) + StrictBase64.EncodedLength(tag.Length) + StrictBase64.EncodedLength(body.Length)];
            return new Audience
            {
                Context = context,
                PublicKey = reader.Text,
                EphemeralPubkey = StrictBase64.EncodeToByteString(ephemeral, ref texts),
                Tag = StrictBase64.EncodeToByteString(tag, ref texts),
                EncryptedDek = StrictBase64.EncodeToByteString(body, ref texts),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }
}
