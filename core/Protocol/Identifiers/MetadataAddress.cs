using System.Diagnostics.CodeAnalysis;
using P8e.Protocol.Errors;

namespace P8e.Protocol.Identifiers;

/// <summary>
/// Name of a scope, session, record or specification on the chain: a kind, a UUID and, for three kinds, a second UUID or a name
/// hash (provenance-chain 1). Valid by construction, immutable, equal by value.
/// </summary>
public sealed class MetadataAddress : IEquatable<MetadataAddress>
{
    private const string What = "a metadata address";
    private readonly byte[] _bytes;

    private MetadataAddress(byte[] bytes) => _bytes = bytes;

    /// <summary>What the address names.</summary>
    public MetadataKind Kind => (MetadataKind)_bytes[0];

    /// <summary>The binary form: 17 or 33 bytes, the kind first.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>Human-readable part of the text form, such as <c>scope</c>.</summary>
    public string Prefix => MetadataLayout.Prefix(Kind);

    /// <summary>The UUID of the scope (also of a session, a record), of the contract (also of a record) or scope specification.</summary>
    public Guid PrimaryUuid => Uuid.FromBytes(_bytes.AsSpan(1, Uuid.Length));

    /// <summary>The session's UUID, or a record's name hash read as one; null for the kinds of 17 bytes.</summary>
    public Guid? SecondaryUuid =>
        _bytes.Length == MetadataLayout.LongLength ? Uuid.FromBytes(_bytes.AsSpan(MetadataLayout.ShortLength)) : null;

    /// <summary>The 16 bytes that stand for a record's name; empty for kinds without one.</summary>
    public ReadOnlyMemory<byte> NameHash =>
        Kind is MetadataKind.Record or MetadataKind.RecordSpecification ? _bytes.AsMemory(MetadataLayout.ShortLength) : default;

    /// <summary>Address of a scope.</summary>
    public static MetadataAddress ForScope(Guid scope) => Join(MetadataKind.Scope, Uuid.ToBytes(scope));

    /// <summary>Address of a session of a scope.</summary>
    public static MetadataAddress ForSession(Guid scope, Guid session) =>
        Join(MetadataKind.Session, Uuid.ToBytes(scope), Uuid.ToBytes(session));

    /// <summary>Address of a scope's record of this name.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RecordNameInvalid"/>.</exception>
    public static MetadataAddress ForRecord(Guid scope, string recordName) =>
        Join(MetadataKind.Record, Uuid.ToBytes(scope), RecordName.Hash(recordName));

    /// <summary>Address of a contract specification. Its UUID is the specification's 16-byte object hash (p8e-sdk 8.2).</summary>
    public static MetadataAddress ForContractSpecification(Guid specification) =>
        Join(MetadataKind.ContractSpecification, Uuid.ToBytes(specification));

    /// <summary>Address of a scope specification.</summary>
    public static MetadataAddress ForScopeSpecification(Guid specification) =>
        Join(MetadataKind.ScopeSpecification, Uuid.ToBytes(specification));

    /// <summary>Address of a contract specification's record specification of this name.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RecordNameInvalid"/>.</exception>
    public static MetadataAddress ForRecordSpecification(Guid contractSpecification, string recordName) =>
        Join(MetadataKind.RecordSpecification, Uuid.ToBytes(contractSpecification), RecordName.Hash(recordName));

    /// <summary>The address made of the kind and the first 16 or 32 bytes of a hash, as old p8e code did (provenance-chain 1.4).</summary>
    /// <param name="kind">One of the six kinds.</param>
    /// <param name="base64">The hash; further bytes, at most 64 in all, are ignored.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.Base64Invalid"/>; <see cref="ErrorCodes.AddressInvalid"/> if too short.</exception>
    public static MetadataAddress FromHash(MetadataKind kind, string base64)
    {
        var needed = MetadataLayout.Length(kind) - 1;
        var hash = JavaBase64.Decode(base64, ObjectHash.LongLength);
        return hash.Length >= needed
            ? Join(kind, hash.AsSpan(0, needed))
            : throw AddressText.Invalid(
                What,
                $"a {MetadataLayout.Prefix(kind)} address takes {needed} bytes of a hash, this one has {hash.Length}. Send the whole hash.");
    }

    /// <summary>Takes the binary form: exactly 17 or 33 bytes, as the kind asks. The bytes are copied.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static MetadataAddress FromBytes(ReadOnlySpan<byte> bytes)
    {
        var fault = MetadataLayout.Fault(bytes);
        return fault is null ? new MetadataAddress(bytes.ToArray()) : throw AddressText.Invalid(What, $"{fault}. Send the whole address.");
    }

    /// <summary>Reads the text form, all lower or all upper case, at most <see cref="Bech32.ChainMaximumLength"/> characters.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static MetadataAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fault = Bech32.TryDecode(text, Bech32.ChainMaximumLength, out var prefix, out var bytes);
        if (fault != Bech32Fault.None)
        {
            throw AddressText.NotBech32(What, text, fault, Bech32.ChainMaximumLength);
        }

        var address = FromBytes(bytes);
        return address.Prefix == prefix
            ? address
            : throw AddressText.Invalid(
                What,
                $"the bytes are those of a {address.Prefix} address, the text begins with {CallerText.Quote(prefix!)}. Copy it again.");
    }

    /// <summary>As <see cref="Parse(string)"/>, but another kind is refused too.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>.</exception>
    public static MetadataAddress Parse(string text, MetadataKind kind)
    {
        var address = Parse(text);
        return address.Kind == kind
            ? address
            : throw AddressText.Invalid(What, $"a {MetadataLayout.Prefix(kind)} address is needed here, this is a {address.Prefix} address.");
    }

    /// <summary>As <see cref="Parse(string)"/>, but a wrong text is an answer, not an error.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out MetadataAddress? address)
    {
        address = text is not null
            && Bech32.TryDecode(text, Bech32.ChainMaximumLength, out var prefix, out var bytes) == Bech32Fault.None
            && MetadataLayout.Fault(bytes) is null
            && MetadataLayout.Prefix((MetadataKind)bytes![0]) == prefix
                ? new MetadataAddress(bytes)
                : null;
        return address is not null;
    }

    /// <summary>The scope that a scope, session or record address belongs to.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>: a specification has no scope.</exception>
    public MetadataAddress ToScope() => ForScope(UuidOf(Kind <= MetadataKind.Record, "scope"));

    /// <summary>The contract specification that a contract or record specification address belongs to.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/> for any other kind.</exception>
    public MetadataAddress ToContractSpecification() => ForContractSpecification(UuidOf(IsOfContract, "contract specification"));

    /// <summary>The record of this name in the scope that this scope, session or record address belongs to.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>, <see cref="ErrorCodes.RecordNameInvalid"/>.</exception>
    public MetadataAddress ToRecord(string recordName) => ForRecord(UuidOf(Kind <= MetadataKind.Record, "scope"), recordName);

    /// <summary>The record specification that a record of this name must use under this contract (or record) specification.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/>, <see cref="ErrorCodes.RecordNameInvalid"/>.</exception>
    public MetadataAddress ToRecordSpecification(string recordName) =>
        ForRecordSpecification(UuidOf(IsOfContract, "contract specification"), recordName);

    /// <summary>Denomination of the one coin whose holder is the scope's value owner: <c>nft/</c> and the address (provenance-chain 1.4).</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.AddressInvalid"/> unless this is a scope.</exception>
    public string ToValueOwnerDenomination() => Kind == MetadataKind.Scope
        ? "nft/" + ToString()
        : throw AddressText.Invalid(What, $"only a scope has a value owner, this is a {Prefix} address.");

    /// <summary>The bech32 text, lower case.</summary>
    public override string ToString() => Bech32.Encode(Prefix, _bytes);

    /// <inheritdoc/>
    public bool Equals(MetadataAddress? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetadataAddress);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    private bool IsOfContract => Kind is MetadataKind.ContractSpecification or MetadataKind.RecordSpecification;

    private Guid UuidOf(bool allowed, string what) => allowed
        ? PrimaryUuid
        : throw AddressText.Invalid(What, $"a {Prefix} address names no {what}.");

    private static MetadataAddress Join(MetadataKind kind, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default) =>
        new([(byte)kind, .. first, .. second]);
}
