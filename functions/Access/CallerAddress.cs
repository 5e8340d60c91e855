using System.Net;
using Microsoft.AspNetCore.Http;

namespace P8e.Functions.Access;

/// <summary>Where a call comes from, for the limit of failed ones.</summary>
/// <param name="proxies">How many proxies stand before the program, each of which adds to <c>X-Forwarded-For</c> whom it heard; what stands before theirs is the caller's own invention.</param>
internal sealed class CallerAddress(int proxies)
{
    internal IPAddress Find(HttpContext context)
    {
        if (proxies > 0)
        {
            var named = context.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
            if (named.Length >= proxies && IPEndPoint.TryParse(named[^proxies], out var found))
            {
                return found.Address;
            }
        }

        return context.Connection.RemoteIpAddress ?? IPAddress.Loopback;
    }
}
