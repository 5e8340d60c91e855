using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tls;

/// <summary>TLS towards servers whose certificates come from an authority that the system does not know: a partner's own, for example.</summary>
public static class TlsAuthorities
{
    private const int FileBytesMax = 1024 * 1024;

    /// <summary>Trusts the system's authorities and further ones. Names, dates and purposes are checked as ever; revocation is not asked for.</summary>
    /// <param name="path">A file of certificates in PEM, at most 1 MiB.</param>
    /// <returns>Settings of a client.</returns>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: there is no such file, or no certificates in it.</exception>
    public static SslClientAuthenticationOptions TrustAlso(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            TrustMode = X509ChainTrustMode.CustomRootTrust,
        };
        policy.CustomTrustStore.AddRange(Read(path));
        // A trust store of one's own replaces the system's, which is therefore copied.
        using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine);
        system.Open(OpenFlags.ReadOnly);
        policy.CustomTrustStore.AddRange(system.Certificates);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }

    private static X509Certificate2Collection Read(string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            if (new FileInfo(path).Length <= FileBytesMax)
            {
                certificates.ImportFromPemFile(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable(path, e);
        }

        return certificates.Count > 0 ? certificates : throw Unusable(path, null);
    }

    private static P8eInputException Unusable(string path, Exception? cause) => new(
        ErrorCodes.ConfigurationInvalid,
        $"Reading the authorities in '{path}': it is not a readable file of certificates in PEM of at most {FileBytesMax} bytes. Name one, or leave the setting out.",
        cause);
}
