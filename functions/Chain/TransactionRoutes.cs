using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Durable;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Workflows.SubmitMessages;

namespace P8e.Functions.Chain;

/// <summary>
/// <c>POST /api/v1/transactions</c>: starts <c>SubmitMessages</c> for the affiliate's account and answers 202 with where to look. With an <c>Idempotency-Key</c> a repeat finds
/// the workflow of the first call.
/// </summary>
internal sealed class TransactionRoutes(Func<ChainParts> chain, TransactionReader reader, IOrchestrationClient workflows, PayloadSerializer payloads, Func<Guid> newId)
{
    private const int BodyBytesMax = 64 * 1024;
    private const int KeyCharsMax = 255;
    private const int IdHashChars = 40;

    internal void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/transactions", new FunctionRoute("SubmitTransactions", UsesTaskHub: true), SubmitAsync);

    private async Task SubmitAsync(HttpContext context)
    {
        var account = chain().Account.ToString();
        var id = InstanceId(account, context.Request.Headers["Idempotency-Key"].ToString());
        var transactions = reader.Read(await RequestBody.ReadAsync(context, BodyBytesMax, "Submitting transactions", "Submit them in several calls."));
        var input = payloads.Write(new SubmitMessagesInput(account, transactions));
        await workflows.StartAsync(id, SubmitMessagesOrchestrator.Name, input, ExistingInstance.Keep, context.RequestAborted);
        await AcceptedAnswer.WriteAsync(context, id);
    }

    private string InstanceId(string account, string key)
    {
        if (key.Length == 0)
        {
            return $"tx-{newId():N}";
        }

        return key.Length <= KeyCharsMax && key.All(c => c is >= '!' and <= '~')
            ? $"tx-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{key}")))[..IdHashChars]}"
            : throw new P8eInputException(
                ErrorCodes.RequestMalformed,
                string.Create(CultureInfo.InvariantCulture, $"Submitting transactions: Idempotency-Key has more than {KeyCharsMax} characters, or others than printable ASCII without spaces."));
    }
}
