using System.Security.Cryptography;
using System.Text;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;

namespace P8e.Ports;

/// <summary>Somebody with a key: always the same one for the same name.</summary>
public sealed class Party
{
    private Party(string name)
    {
        Name = name;
        Secret = SHA256.HashData(Encoding.UTF8.GetBytes($"P8e test party {name}"));
        var key = PrivateKey.Import(Secret.Span);
        Key = key.PublicKey;
        Agreement = new LocalKeyAgreement(key);
        Signer = new LocalSigner(key);
    }

    /// <summary>Who it is.</summary>
    public string Name { get; }

    /// <summary>The private key's bytes, for tests that look for them where they must not be.</summary>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <summary>The public key.</summary>
    public PublicKey Key { get; }

    /// <summary>Opens what is sealed for the party.</summary>
    public IKeyAgreement Agreement { get; }

    /// <summary>Signs for the party.</summary>
    public ISigner Signer { get; }

    /// <summary>The party of a name.</summary>
    public static Party Named(string name) => new(name);
}
