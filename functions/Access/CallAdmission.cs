using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using P8e.Access;
using P8e.Access.Auditing;
using P8e.Access.Callers;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Access;

/// <summary>
/// Between routing and every route that asks for a role: who calls, for which affiliate, whether it may, and the audit's line of it, in this order and all of it before the route runs. An affiliate at
/// which the caller has no role is answered as one that does not exist, without a look whether it does.
/// </summary>
internal sealed class CallAdmission(AccessParts access, HostedAffiliates affiliates, CallerAddress address, HostNames names)
{
    /// <summary>Header of requests that are for another affiliate than the caller's only one, or the deployment's own.</summary>
    internal const string AffiliateHeader = "P8e-Affiliate";

    /// <exception cref="P8eStateException">The caller is nobody known, may not, or the affiliate is none for it.</exception>
    /// <exception cref="P8eTransientException">It calls too often; or its line cannot be written.</exception>
    internal async Task AdmitAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<FunctionRoute>() is { Roles: not AccessRoles.None } route)
        {
            names.Check(context.Request);
            var caller = await access.Gate.EnterAsync(BrowserCallers.ReadCredential(context.Request), address.Find(context), context.RequestAborted);
            if (!route.HoldsNoData)
            {
                await AdmitAsync(context, route, caller);
            }
        }

        await next(context);
    }

    private async Task AdmitAsync(HttpContext context, FunctionRoute route, Caller caller)
    {
        var act = new AccessAct(null, route.Roles, route.Name, What(context), Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);
        var parts = affiliates.Home;
        if (!route.IsOfDeployment)
        {
            parts = await SelectAsync(context, caller, act);
            act = act with { Affiliate = parts.Name };
        }

        // In Loopback nobody is told apart, so there is nobody to write a line about.
        if (access.Mode != AccessMode.Loopback)
        {
            await access.Audit.AdmitAsync(caller, act, context.RequestAborted);
        }

        context.Features.Set(new AffiliateOfRequest(parts, affiliates.HomeName, caller));
    }

    private async Task<AffiliateParts> SelectAsync(HttpContext context, Caller caller, AccessAct act)
    {
        var name = Asked(context, caller);
        try
        {
            return caller.Knows(name) ? await affiliates.FindAsync(name, context.RequestAborted) : throw HostedAffiliates.Missing();
        }
        catch (P8eStateException error) when (error.Code == ErrorCodes.AffiliateNotFound && access.Mode != AccessMode.Loopback)
        {
            // Among the deployment's own lines: the affiliate has none, or they are another's.
            await access.Audit.WriteAsync(caller, act with { What = name.ToString() }, error.Code, context.RequestAborted);
            throw;
        }
    }

    private AffiliateName Asked(HttpContext context, Caller caller) => context.Request.Headers[AffiliateHeader].ToString() is { Length: > 0 } text
        ? AffiliateName.Parse(text)
        : caller.Grants.Everywhere == AccessRoles.None && caller.Affiliates is [var only] ? only : affiliates.HomeName;

    private static string What(HttpContext context) => string.Join('/', context.Request.RouteValues.Values);
}
