using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace P8e.Conformance.Stores.Replication;

/// <summary>A certificate for <c>localhost</c> that nobody trusts who is not told to, and the file that tells.</summary>
internal sealed class PeerCertificate : IDisposable
{
    private static readonly TimeSpan s_life = TimeSpan.FromDays(1);

    internal PeerCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now - s_life, now + s_life);
        AuthorityFile = Path.GetTempFileName();
        File.WriteAllText(AuthorityFile, Certificate.ExportCertificatePem());
    }

    internal X509Certificate2 Certificate { get; }

    internal string AuthorityFile { get; }

    public void Dispose()
    {
        Certificate.Dispose();
        File.Delete(AuthorityFile);
    }
}
