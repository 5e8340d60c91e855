using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ScopeEncryption;

namespace P8e.Cryptography.Dime;

/// <summary>
/// Everything of a DIME container before its payload (object-store 5.1). Immutable. The sections are kept as the bytes they came in, so that
/// what is stored and sent on is what was signed off by its writer; only the signatures section is ever replaced.
/// </summary>
public sealed class DimeHeader
{
    internal static readonly byte[] EmptySignatures = "[]"u8.ToArray();

    private readonly DimeSections _sections;
    private readonly DIME _wire;

    internal DimeHeader(Guid containerId, IReadOnlyList<KeyValuePair<string, string>> metadata, DimeSections sections, DIME wire)
    {
        ContainerId = containerId;
        Metadata = metadata;
        _sections = sections;
        _wire = wire;
        Owner = wire.Owner is null ? null : new DimeAudience(wire.Owner);
    }

    /// <summary>The container's own UUID; not the one inside the protobuf.</summary>
    public Guid ContainerId { get; }

    /// <summary>The JSON metadata in the order of the container; names are distinct.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; }

    /// <summary>The URI section; known writers leave it empty.</summary>
    public string Uri => Encoding.UTF8.GetString(_sections.Uri.Span);

    /// <summary>The owner's entry, if the container names an owner.</summary>
    public DimeAudience? Owner { get; }

    /// <summary>All readers, the owner among them when a known program wrote the container; in order, repeats kept.</summary>
    public IReadOnlyList<DimeAudience> Audience => field ??= [.. _wire.Audience.Select(entry => new DimeAudience(entry))];

    /// <summary>Length of the header in bytes: where the payload starts.</summary>
    public int Length => DimeFormat.FixedBytes + _sections.Metadata.Length + _sections.Uri.Length + _sections.Signatures.Length + ProtobufLength;

    internal DIME Wire => _wire;

    private int ProtobufLength => _sections.Protobuf?.Length ?? _wire.CalculateSize();

    /// <summary>Reads a complete header from the start of a container.</summary>
    /// <param name="container">The container; what follows the header is not looked at.</param>
    /// <param name="limits">Bounds; null means <see cref="DimeLimits.Default"/>.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimeMalformed"/>: not a container, cut, or over a limit.</exception>
    public static DimeHeader Parse(ReadOnlySpan<byte> container, DimeLimits? limits = null) =>
        TryParse(container, limits ?? DimeLimits.Default, out var header, out _)
            ? header!
            : throw DimeFormat.Malformed("it ends inside its header");

    /// <summary>Reads a header from the bytes that have arrived so far. Lengths are judged before anything of that length is awaited or copied.</summary>
    /// <param name="received">All bytes from the start of the container that have arrived.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="header">The header, when the result is true.</param>
    /// <param name="bytesWanted">When the result is false: trying again before this many bytes are there is of no use.</param>
    /// <returns>False when more bytes are needed.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimeMalformed"/>: not a container, or over a limit.</exception>
    public static bool TryParse(ReadOnlySpan<byte> received, DimeLimits limits, out DimeHeader? header, out int bytesWanted)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return DimeHeaderParser.TryParse(received, limits, out header, out bytesWanted);
    }

    /// <summary>The first audience entry for a key, or null (object-store 5.6 step 1).</summary>
    /// <param name="reader">The reader's key.</param>
    public DimeAudience? FindReader(PublicKey reader)
    {
        Span<byte> name = stackalloc byte[DimeAudience.NameBytes];
        DimeAudience.WriteName(reader, name);
        foreach (var entry in Audience)
        {
            if (entry.IsFor(name))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The first signature, or null when the container was never in a store (object-store 5.7).</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimeMalformed"/>: the section is not what a store writes.</exception>
    public DimeSignature? ReadSignature() =>
        DimeJson.TryReadSignature(_sections.Signatures.Span, out var signature)
            ? signature
            : throw DimeFormat.Malformed("its signatures section is not a list of signatures");

    /// <summary>The header as a store keeps it: the signatures section replaced by one element (object-store 5.3).</summary>
    /// <param name="signature">The <c>SIGNATURE</c> property, as uploaded.</param>
    /// <param name="publicKeyPem">The <c>SIGNATURE_PUBLIC_KEY</c> property, as uploaded.</param>
    public DimeHeader WithSignature(ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKeyPem) =>
        WithSignaturesSection(DimeJson.WriteSignature(signature, publicKeyPem));

    /// <summary>The header with another audience: everything else, and each entry that stays, is byte for byte what it was.</summary>
    /// <param name="audience">The entries in order: some of <see cref="Audience"/> and new ones.</param>
    /// <param name="owner">The entry that shall stand as owner; null keeps the owner.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.DimeMalformed"/>: these are more entries than a container may have.</exception>
    public DimeHeader WithAudience(IReadOnlyList<DimeAudience> audience, DimeAudience? owner = null)
    {
        ArgumentNullException.ThrowIfNull(audience);
        var protobuf = DimeAudienceRewriter.Rewrite(_sections.Protobuf ?? _wire.ToByteArray(), Audience, audience, owner);
        return new DimeHeader(ContainerId, Metadata, _sections with { Protobuf = protobuf }, DimeWire.Parse(protobuf));
    }

    /// <summary>Writes the header.</summary>
    /// <returns>Exactly <see cref="Length"/> bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        var rest = bytes.AsSpan();
        DimeFormat.Magic.CopyTo(rest);
        BinaryPrimitives.WriteUInt16BigEndian(rest[4..], DimeFormat.Version);
        BinaryPrimitives.WriteInt32BigEndian(rest[6..], DimeFormat.UuidBytes);
        _ = ContainerId.TryWriteBytes(rest[10..], bigEndian: true, out _);
        rest = WriteSection(rest[DimeFormat.PreambleBytes..], _sections.Metadata.Span);
        rest = WriteSection(rest, _sections.Uri.Span);
        rest = WriteSection(rest, _sections.Signatures.Span);
        if (_sections.Protobuf is { } protobuf)
        {
            WriteSection(rest, protobuf.Span);
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(rest, rest.Length - DimeFormat.LengthBytes);
            _wire.WriteTo(rest[DimeFormat.LengthBytes..]);
        }

        return bytes;
    }

    internal DimeHeader WithSignaturesSection(ReadOnlyMemory<byte> section) =>
        new(ContainerId, Metadata, _sections with { Signatures = section }, _wire);

    private static Span<byte> WriteSection(Span<byte> target, ReadOnlySpan<byte> section)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, section.Length);
        section.CopyTo(target[DimeFormat.LengthBytes..]);
        return target[(DimeFormat.LengthBytes + section.Length)..];
    }
}
