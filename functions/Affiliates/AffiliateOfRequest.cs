using Microsoft.AspNetCore.Http;
using P8e.Access.Callers;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Affiliates;

/// <summary>For whom a request is, and who sent it; set before a route that asks for a role is run.</summary>
/// <param name="Parts">The affiliate.</param>
/// <param name="Home">Name of the deployment's own affiliate.</param>
/// <param name="Caller">Who sent it.</param>
internal sealed record AffiliateOfRequest(AffiliateParts Parts, AffiliateName Home, Caller Caller)
{
    internal static AffiliateOfRequest Get(HttpContext context) =>
        context.Features.Get<AffiliateOfRequest>() ?? throw new InvalidOperationException("The route asks for no role and so has no affiliate.");
}
