using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Tables;

/// <summary>
/// Signs every try with the account key, in the form SharedKeyLite of the table service ("Authorize with Shared Key"):
/// base64(HMAC-SHA256(key, date LF "/" account encoded-path)). It is the form the official client sends.
/// </summary>
internal sealed class TableSharedKeyPolicy(TableSharedKeyCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var request = message.Request;
        if (!request.Headers.TryGetValue(TableHeaders.Date, out var date))
        {
            throw new InvalidOperationException("A request is signed after its date is set.");
        }

        request.Headers.SetValue("Authorization", $"SharedKeyLite {credential.AccountName}:{Sign(date!, request.Uri.ToUri())}");
    }

    internal string Sign(string date, Uri resource)
    {
        // The only query parameter that would be signed is "comp", which no operation of this client uses. With the emulator the path
        // itself begins with the account, which therefore appears twice.
        var text = $"{date}\n/{credential.AccountName}{resource.AbsolutePath}";
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(credential.Key, Encoding.UTF8.GetBytes(text), mac);
        return Convert.ToBase64String(mac);
    }
}
