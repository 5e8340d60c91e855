using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using P8e.Protocol.Errors;

namespace P8e.Functions.Http;

/// <summary>Reads the whole body of a request, up to the route's own limit; the server's is lifted for it.</summary>
internal static class RequestBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>Takes the server's own limit away, where the reader of the body has one.</summary>
    internal static void LiftLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }
    }

    /// <summary>The bytes. Memory follows what has arrived.</summary>
    /// <param name="context">The request.</param>
    /// <param name="bytesMax">Most bytes.</param>
    /// <param name="doing">Start of the error's message.</param>
    /// <param name="nextStep">End of the error's message.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>.</exception>
    internal static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int bytesMax, string doing, string nextStep)
    {
        LiftLimit(context);
        var body = new byte[FirstBytes];
        var length = 0;
        while (await context.Request.Body.ReadAsync(body.AsMemory(length), context.RequestAborted) is var read and > 0)
        {
            length += read;
            if (length > bytesMax)
            {
                throw new P8eInputException(ErrorCodes.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"{doing}: the body has more than {bytesMax} bytes. {nextStep}"));
            }

            if (length == body.Length)
            {
                Array.Resize(ref body, (int)Math.Min(2L * length, bytesMax + 1L));
            }
        }

        return body.AsMemory(0, length);
    }
}
