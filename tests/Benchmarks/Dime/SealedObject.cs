using System.Text;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Keys;

namespace P8e.Benchmarks.Dime;

/// <summary>What sealing gives: the bytes that travel, and the header they were written from.</summary>
internal sealed record SealedObject(DimeHeader Header, byte[] HeaderBytes, byte[] Payload, byte[] Signature)
{
    internal int OutputBytes => HeaderBytes.Length + Payload.Length + Signature.Length;

    /// <summary>The container as a store gives it back: with the signature in its header.</summary>
    internal byte[] ToStored(PublicKey signer) =>
        [.. Header.WithSignature(Signature, Encoding.ASCII.GetBytes(PublicKeyPem.Write(signer))).ToBytes(), .. Payload];
}
