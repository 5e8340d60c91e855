using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Cryptography.Keys;
using P8e.Durable;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows;
using P8e.Workflows.PublishContract;

namespace P8e.Functions.Contracts;

/// <summary>
/// <c>POST /api/v1/contracts</c>: stores both assemblies for their readers, starts <c>PublishContract</c> and answers 202 with where to look. The workflow's id is made of affiliate, package and
/// audience: a repeat finds the workflow of the first call, unless that one failed; then the next number is started.
/// </summary>
internal sealed class PublishRoutes(Func<AffiliateParts, PublishingServices> services, IOrchestrationClient workflows, PayloadSerializer payloads)
{
    private const int IdHashChars = 40;
    private const int AttemptsMax = 100;

    internal void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/contracts", new FunctionRoute("PublishContract", UsesTaskHub: true, AccessRoles.Operate), PublishAsync);

    private async Task PublishAsync(HttpContext context)
    {
        var publishing = services(context.Affiliate());
        var body = await RequestBody.ReadAsync(context, PublishRequest.BodyBytesMax, "Publishing a package", "Divide its classes among several packages.");
        var request = PublishRequest.Read(body);
        // Before anything is stored: a package that may not run here is of no use here.
        PreparePublicationActivity.RequireTrust(publishing.IsTrusted, ObjectHash.FromBytes(SHA256.HashData(request.Contracts)));
        var contracts = await publishing.Objects.PutAsync(request.Contracts, request.Audience, context.RequestAborted);
        var records = await publishing.Objects.PutAsync(request.Records, request.Audience, context.RequestAborted);
        var input = new PublishContractInput(contracts.ToString(), records.ToString(), [.. request.Audience.Select(KeyText.Write).Order(StringComparer.Ordinal)]);
        await AcceptedAnswer.WriteAsync(context, await StartAsync(publishing.Affiliate, input, context.RequestAborted));
    }

    private async Task<string> StartAsync(AffiliateName affiliate, PublishContractInput input, CancellationToken cancellationToken)
    {
        var first = FirstId(affiliate, input);
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var id = attempt == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}-{attempt}");
            if (await workflows.StartAsync(id, PublishContractOrchestrator.Name, payloads.Write(input), ExistingInstance.Keep, cancellationToken)
                || await workflows.FindAsync(id, cancellationToken) is not { Status: InstanceStatus.Failed or InstanceStatus.Terminated })
            {
                return id;
            }
        }

        throw new P8eStateException(
            StateErrorKind.Conflict,
            ErrorCodes.LimitExceeded,
            $"Publishing a package: it has failed {AttemptsMax} times; the last failure is at /api/v1/workflows/{first}-{AttemptsMax}. Change the package, its readers, or ask the operator to purge the old workflows.");
    }

    private static string FirstId(AffiliateName affiliate, PublishContractInput input)
    {
        var text = string.Join('\n', [affiliate.ToString(), input.ContractPackage, input.RecordPackage, .. input.Audience]);
        return WorkflowId.Make("publish", affiliate, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..IdHashChars]);
    }
}
