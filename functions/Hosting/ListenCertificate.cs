using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace P8e.Functions.Hosting;

/// <summary>The certificate of a port: one PEM file with the certificate, its chain and its key.</summary>
internal static class ListenCertificate
{
    internal static void Use(ListenOptions listen, string file, string setting)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(file);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(file);
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate,
                ServerCertificateChain = chain,
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // The system's words may hold parts of the file.
            throw SettingFault.Of(setting, "names no readable PEM file with a certificate and its private key", "/certificates/store.pem");
        }
    }
}
