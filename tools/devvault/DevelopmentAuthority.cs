using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using P8e.Devvault.Store;

namespace P8e.Devvault;

/// <summary>An authority that no system knows. Its key lives as long as the process; its certificate is written for those who are to trust it.</summary>
internal static class DevelopmentAuthority
{
    private const string FileName = "authority.pem";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Makes an authority and a certificate of it for a server at a name, and at loopback addresses.</summary>
    internal static async Task<(string File, X509Certificate2 Server)> IssueAsync(string folder, string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=devvault for development only", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = clock.GetUtcNow();
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        var file = Path.Combine(folder, FileName);
        await OwnerFile.WriteAsync(file, authority.ExportCertificatePem(), cancellationToken);
        return (file, Issue(authority, name, now));
    }

    private static X509Certificate2 Issue(X509Certificate2 authority, string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(authority, now.AddDays(-1), now + Lifetime - TimeSpan.FromHours(1), [1, 2, 3, 4]);
        using var whole = bare.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
