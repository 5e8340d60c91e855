using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Cryptography.Keys;
using P8e.Durable;
using P8e.Execution.Catalogue;
using P8e.Execution.Sessions;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.ExecuteContract;

namespace P8e.Functions.Executions;

/// <summary>
/// <c>POST /api/v1/executions</c>: checks the request against the contract, seals the records for the affiliate, starts <c>ExecuteContract</c> and answers 202 with where to look. With
/// <c>Prefer: wait=60</c> the call is held until the execution has ended, at most that long.
/// </summary>
internal sealed class SubmitRoutes(Func<AffiliateParts, ExecutionParts> parts, IOrchestrationClient workflows, PayloadSerializer payloads, ExecutionAnswers answers, TimeProvider clock)
{
    /// <summary>Longest body, in bytes; larger records travel by reference once objects can be uploaded (issue 6).</summary>
    internal const int BodyBytesMax = 8 << 20;

    private const string Collection = "/api/v1/executions/";
    private const int WaitSecondsMax = 60;

    internal void Map(IEndpointRouteBuilder routes) =>
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/executions", new FunctionRoute("SubmitExecution", UsesTaskHub: true, AccessRoles.Submit), SubmitAsync);

    private async Task SubmitAsync(HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var affiliate = parts(context.Affiliate());
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Submitting an execution", "Submit fewer or shorter records.");
        var request = ExecutionRequestReader.Read(body);
        var entry = await affiliate.Library.ResolveAsync(request.Contract, cancellationToken);
        var records = ProposedRecords.Read(entry, request.Records);
        var role = Role(entry, request.Role);
        var specification = ScopeSpecification(entry, request.Scope.Specification);
        var id = await affiliate.Identity.IdentifyAsync("ex", affiliate.Services.Affiliate, context.Request.Headers["Idempotency-Key"].ToString(), body, cancellationToken);

        // Sealed before the workflow starts: its history holds the hash only.
        var intake = await affiliate.Services.Objects.PutAsync(IntakeContent.Write(records), [], cancellationToken);
        var input = new ExecuteContractInput(
            affiliate.Account,
            entry.Published.ClassName,
            entry.Published.Specification.ToString(),
            specification,
            role,
            intake.ToString(),
            [.. request.DataAccess.Select(KeyText.Write)],
            clock.GetUtcNow())
        {
            Scope = request.Scope.Uuid,
            Session = request.Session,
        };
        await workflows.StartAsync(id, ExecuteContractOrchestrator.Name, payloads.Write(input), ExistingInstance.Keep, cancellationToken);
        if (WaitOf(context.Request) is not { } wait || !await answers.TryAnswerEndedAsync(context, id, wait))
        {
            await AcceptedAnswer.WriteAsync(context, id, Collection);
        }
    }

    private static string Role(ContractEntry entry, string? named)
    {
        PartyRole[] roles = [.. entry.Specification.Roles.Distinct()];
        if (roles.Length != 1)
        {
            throw new P8eInputException(
                ErrorCodes.SessionUnsupported, $"Submitting an execution: {entry.Published.ClassName} asks for {roles.Length} parties; contracts with more than one are not built yet.");
        }

        if (named is not null && PartyRoleName.Parse(named) != roles[0])
        {
            throw new P8eInputException(ErrorCodes.SessionParticipantInvalid, $"Submitting an execution: the contract's one party is {roles[0].WireName()}. Leave 'role' out, or name that one.");
        }

        return roles[0].WireName();
    }

    private static Guid ScopeSpecification(ContractEntry entry, Guid? named)
    {
        Guid[] allowed = [.. entry.Published.ScopeSpecifications.Select(address => address.PrimaryUuid)];
        return named is null && allowed.Length > 0 ? allowed[0]
            : named is { } uuid && allowed.Contains(uuid) ? uuid
            : throw new P8eInputException(
                ErrorCodes.ScopeSpecificationForeign,
                $"Submitting an execution: the contract may not be used with this scope specification. It is published for {string.Join(", ", allowed.Select(Uuid.Format))}.");
    }

    /// <summary>RFC 7240; anything else than a number of seconds is ignored, as the RFC asks.</summary>
    private static TimeSpan? WaitOf(HttpRequest request)
    {
        const string Wait = "wait=";
        var preference = request.Headers["Prefer"].SelectMany(value => (value ?? string.Empty).Split(',')).Select(value => value.Trim()).FirstOrDefault(value => value.StartsWith(Wait, StringComparison.OrdinalIgnoreCase));
        return preference is not null && int.TryParse(preference.AsSpan(Wait.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, WaitSecondsMax))
            : null;
    }
}
