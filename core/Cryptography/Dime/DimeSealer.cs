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

    private readonly ISecp256k1 _curve;
    private readonly IRandomSource _random;
    private readonly TimeProvider _clock;

    /// <summary>Makes a sealer; it is safe for use by several threads when its random source is.</summary>
    /// <param name="random">Source of UUIDs, ephemeral keys and IVs.</param>
    /// <param name="clock">Source of the audit times, which have whole seconds.</param>
    /// <param name="curve">The curve; null means <see cref="Secp256k1.Default"/>.</param>
    public DimeSealer(IRandomSource random, TimeProvider clock, ISecp256k1? curve = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(clock);
        _random = random;
        _clock = clock;
        _curve = curve ?? Secp256k1.Default;
    }

    /// <summary>Wraps a data key for all readers and writes the header that precedes the payload. The signatures section is empty: the store fills it.</summary>
    /// <param name="dataKey">The key of the payload.</param>
    /// <param name="request">For whom.</param>
    /// <exception cref="ArgumentException">Metadata names that are not distinct, a text in them that is not Unicode, or too many.</exception>
    public DimeHeader Seal(DataKey dataKey, DimeSealRequest request)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        ArgumentNullException.ThrowIfNull(request);
        var containerId = request.ContainerId ?? _random.NextUuid();
        var now = new Timestamp { Seconds = _clock.GetUtcNow().ToUnixTimeSeconds() };
        var wire = new DIME
        {
            Uuid = new UUID { Value = _random.NextUuid().ToString("D") },
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
        if (metadata.Length > DimeLimits.MetadataEntriesMax || metadata.DistinctBy(entry => entry.Key, StringComparer.Ordinal).Count() < metadata.Length)
        {
            throw new ArgumentException(
                $"Metadata names must be distinct, at most {DimeLimits.MetadataEntriesMax - 1}, and not {SignerKeyMetadata}, which the sealer writes.", nameof(request));
        }

        var sections = new DimeSections(DimeJson.WriteMetadata(metadata), default, DimeHeader.EmptySignatures, Protobuf: null);
        return new DimeHeader(containerId, metadata, sections, wire);
    }

    /// <summary>Wraps a data key for one more reader, as <see cref="Seal"/> does for each.</summary>
    /// <param name="dataKey">The key of the payload.</param>
    /// <param name="reader">Who shall open it.</param>
    /// <param name="context">Why the reader is there.</param>
    public DimeAudience WrapFor(DataKey dataKey, PublicKey reader, DimeContext context)
    {
        ArgumentNullException.ThrowIfNull(dataKey);
        ArgumentNullException.ThrowIfNull(reader);
        return new DimeAudience(Wrap(dataKey, reader, (ContextType)context));
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
            EciesCipher.Seal(_curve, _random, reader, text, associatedData: [], ephemeral, body, tag);
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
