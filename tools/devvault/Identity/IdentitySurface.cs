using System.Globalization;
using Microsoft.AspNetCore.Http;
using P8e.Devvault.Store;

namespace P8e.Devvault.Identity;

/// <summary>The managed identity endpoint of App Service and Functions (2019-08-01): whoever knows the header of the start gets tokens.</summary>
internal sealed class IdentitySurface(VaultState state, TokenIssuer issuer, TimeProvider clock)
{
    internal const string Path = "/msi/token";
    private const string Version = "2019-08-01";

    internal async Task RunAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if (http.Request.Path != Path || !HttpMethods.IsGet(http.Request.Method))
        {
            await FailAsync(http, 404, "There is no such endpoint.");
        }
        else if (http.Request.Headers["X-IDENTITY-HEADER"] != state.IdentityHeader)
        {
            await FailAsync(http, 401, "The header X-IDENTITY-HEADER is missing or wrong.");
        }
        else if (query["api-version"] != Version || !Uri.TryCreate(query["resource"], UriKind.Absolute, out _))
        {
            await FailAsync(http, 400, $"Give api-version={Version} and resource.");
        }
        else if (query["client_id"] is { Count: > 0 } client && client != state.Client.ToString())
        {
            await FailAsync(http, 400, "No User Assigned or Delegated Managed Identity found for specified ClientId/ResourceId/PrincipalId.");
        }
        else
        {
            var resource = query["resource"].ToString();
            await http.Response.WriteAsJsonAsync(
                new
                {
                    access_token = await issuer.IssueAsync(resource, TokenIssuer.Lifetime, http.RequestAborted),
                    expires_on = (clock.GetUtcNow() + TokenIssuer.Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    resource,
                    token_type = "Bearer",
                    client_id = state.Client.ToString(),
                },
                http.RequestAborted);
        }
    }

    private static Task FailAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { statusCode = status, message }, http.RequestAborted);
    }
}
