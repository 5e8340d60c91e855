using P8e.Cryptography.Signatures;

namespace P8e.Cryptography.Tests.Signatures;

/// <summary>A signature that the SDK made, with what it was made over.</summary>
internal sealed record RecordedSignature(byte[] PrivateKey, byte[] Hash, EcdsaSignature Signature, bool IsLowS)
{
    internal byte[] Digest => Hash[..32];
}
