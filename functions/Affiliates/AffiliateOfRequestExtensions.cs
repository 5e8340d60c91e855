using Microsoft.AspNetCore.Http;
using P8e.Access;
using P8e.Access.Callers;

namespace P8e.Functions.Affiliates;

/// <summary>What routes ask of a request.</summary>
internal static class AffiliateOfRequestExtensions
{
    /// <summary>The affiliate that a request is for.</summary>
    internal static AffiliateParts Affiliate(this HttpContext context) => AffiliateOfRequest.Get(context).Parts;

    /// <summary>Whether a workflow works for the affiliate that the request is for. One whose id names nobody is from before ids did, when there was the deployment's own only.</summary>
    internal static bool OwnsWorkflow(this HttpContext context, string id) => AffiliateOfRequest.Get(context) is var found && (WorkflowId.FindOwner(id) ?? found.Home) == found.Parts.Name;

    /// <summary>Who sent it.</summary>
    internal static Caller Caller(this HttpContext context) => AffiliateOfRequest.Get(context).Caller;

    /// <summary>The same, as the audit names callers.</summary>
    internal static string Actor(this HttpContext context) => context.Caller().Id;
}
