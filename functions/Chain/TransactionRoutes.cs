using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Durable;
using P8e.Functions.Affiliates;
using P8e.Functions.Executions;
using P8e.Functions.Http;
using P8e.Workflows.SubmitMessages;

namespace P8e.Functions.Chain;

/// <summary>
/// <c>POST /api/v1/transactions</c>: starts <c>SubmitMessages</c> for the affiliate's account and answers 202 with where to look. With an <c>Idempotency-Key</c> a repeat finds
/// the workflow of the first call; with another body it is refused.
/// </summary>
internal sealed class TransactionRoutes(Func<AffiliateParts, ExecutionParts> parts, TransactionReader reader, IOrchestrationClient workflows, PayloadSerializer payloads)
{
    private const int BodyBytesMax = 64 * 1024;

    internal void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/transactions", new FunctionRoute("SubmitTransactions", UsesTaskHub: true, AccessRoles.Sign), SubmitAsync);

    private async Task SubmitAsync(HttpContext context)
    {
        var affiliate = parts(context.Affiliate());
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Submitting transactions", "Submit them in several calls.");
        var input = payloads.Write(new SubmitMessagesInput(affiliate.Account, reader.Read(body)));
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        var id = await affiliate.Identity.IdentifyAsync("tx", affiliate.Services.Affiliate, key, body, context.RequestAborted);
        await workflows.StartAsync(id, SubmitMessagesOrchestrator.Name, input, ExistingInstance.Keep, context.RequestAborted);
        await AcceptedAnswer.WriteAsync(context, id);
    }
}
