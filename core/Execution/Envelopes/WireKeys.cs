using Google.Protobuf;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Scope;
using WireKey = P8e.Protocol.Wire.Scope.PublicKey;

namespace P8e.Execution.Envelopes;

/// <summary>Keys and UUIDs between their types and their messages (p8e-sdk 1.2).</summary>
internal static class WireKeys
{
    /// <summary>Only the bytes are set: type and curve are zero, the form is never compressed.</summary>
    internal static WireKey ToWire(this Cryptography.Keys.PublicKey key) => new() { PublicKeyBytes = ByteString.CopyFrom(key.Uncompressed) };

    internal static SigningAndEncryptionPublicKeys ToWire(Cryptography.Keys.PublicKey signing, Cryptography.Keys.PublicKey encryption) =>
        new() { SigningPublicKey = signing.ToWire(), EncryptionPublicKey = encryption.ToWire() };

    internal static UUID ToWire(this Guid uuid) => new() { Value = Uuid.Format(uuid) };

    internal static Cryptography.Keys.PublicKey ToKey(this WireKey key) => Cryptography.Keys.PublicKey.Parse(key.PublicKeyBytes.Span);

    internal static AccountAddress ToAddress(this Cryptography.Keys.PublicKey key, bool mainNet) =>
        AccountAddress.FromBytes(mainNet ? AccountAddress.MainNetPrefix : AccountAddress.TestNetPrefix, key.ToAddressBytes());
}
