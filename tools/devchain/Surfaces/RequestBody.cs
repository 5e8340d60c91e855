using Microsoft.AspNetCore.Http;

namespace P8e.Devchain.Surfaces;

/// <summary>Reads bodies of requests up to a limit.</summary>
internal static class RequestBody
{
    private const int Chunk = 16 << 10;

    /// <summary>The whole body; null when it is larger than <paramref name="maximum"/> bytes. Holds what has arrived, whatever was announced.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpContext http, int maximum)
    {
        using var body = new MemoryStream();
        var buffer = new byte[Chunk];
        for (int count; (count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted).ConfigureAwait(false)) > 0;)
        {
            if (body.Length + count > maximum)
            {
                return null;
            }

            body.Write(buffer, 0, count);
        }

        return body.ToArray();
    }
}
