using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using P8e.Protocol.Wire.Tendermint.Crypto;

namespace P8e.Devchain.History;

/// <summary>
/// The one validator that blocks say they are of (provenance-chain 8 no. 23). Its key is a hash, so nobody holds the private half, and its
/// signatures are hashes too: there is no consensus to prove here.
/// </summary>
internal sealed class DevValidator
{
    internal const long Power = 1_000_000_000;

    private const int AddressBytes = 20;

    internal DevValidator(string chainId)
    {
        Key = SHA256.HashData(Encoding.UTF8.GetBytes("devchain validator " + chainId));
        Address = SHA256.HashData(Key)[..AddressBytes];
        NodeId = Convert.ToHexStringLower(SHA256.HashData(Address)[..AddressBytes]);
        SetHash = MerkleTree.Root([Member()]);
    }

    /// <summary>32 bytes that look like an Ed25519 key.</summary>
    internal byte[] Key { get; }

    internal byte[] Address { get; }

    /// <summary>Hash of the set of which this is the only member.</summary>
    internal byte[] SetHash { get; }

    /// <summary>What a peer would know this node by: 40 hex digits.</summary>
    internal string NodeId { get; }

    /// <summary>64 bytes in place of the signature of a block.</summary>
    internal byte[] Sign(byte[] blockHash) => SHA512.HashData([.. Key, .. blockHash]);

    // The set's hash covers a message of its own: 1 key, 2 power.
    private byte[] Member()
    {
        var key = new PublicKey { Ed25519 = ByteString.CopyFrom(Key) };
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteMessage(key);
            output.WriteTag(2, WireFormat.WireType.Varint);
            output.WriteInt64(Power);
        }

        return stream.ToArray();
    }
}
