using Microsoft.AspNetCore.Http;
using P8e.Access;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Affiliates;

/// <summary>Finds the affiliate that a request is for: the one it names in <c>P8e-Affiliate</c>, else the deployment's own.</summary>
internal sealed class AffiliateSelection(HostedAffiliates affiliates)
{
    /// <summary>Header of requests that are for another affiliate than the deployment's own.</summary>
    internal const string HeaderName = "P8e-Affiliate";

    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateNotFound"/>.</exception>
    internal async Task SelectAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FunctionRoute>() is { Roles: not AccessRoles.None })
        {
            var name = context.Request.Headers[HeaderName].ToString();
            var parts = name.Length == 0 ? affiliates.Home : await affiliates.FindAsync(AffiliateName.Parse(name), context.RequestAborted);
            context.Features.Set(new AffiliateOfRequest(parts, affiliates.HomeName, "local caller"));
        }

        await next(context);
    }
}
