using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.ObjectStore;
using P8e.Protocol.Errors;

namespace P8e.Functions.Objects;

/// <summary>The affiliate's mail for its operator: what waits, what is dead and why, acknowledging by hand and delivering again.</summary>
internal static class MailRoutes
{
    private const int ItemsMax = 1000;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/mail", new FunctionRoute("ListMail", UsesTaskHub: false, AccessRoles.Operate), ListAsync);
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/mail/{id}/acknowledge", new FunctionRoute("AcknowledgeMail", UsesTaskHub: false, AccessRoles.Operate), AcknowledgeAsync);
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/mail/{id}/retry", new FunctionRoute("RetryMail", UsesTaskHub: false, AccessRoles.Operate), RetryAsync);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var most = PageQuery.Read(context.Request, "Listing mail", ItemsMax).Most;
        var state = context.Request.Query["state"].ToString();
        var rows = state switch
        {
            "" or "open" => context.Affiliate().Store.Mailbox.ListOpenAsync(ReaderId.Of(context.Affiliate().Encryption.PublicKey), context.RequestAborted),
            "dead" => context.Affiliate().Store.Mailbox.ListDeadAsync(context.RequestAborted),
            _ => throw new P8eInputException(ErrorCodes.RequestMalformed, "Listing mail: 'state' is neither open nor dead."),
        };
        await JsonAnswer.WriteItemsAsync(context.Response, await rows.Take(most).ToListAsync(context.RequestAborted), ObjectJson.Write);
    }

    private static async Task AcknowledgeAsync(HttpContext context)
    {
        var id = ReadId(context);
        await context.Affiliate().Store.Mailbox.AcknowledgeAsync(id, null, context.RequestAborted);
        await AnswerAsync(context, id);
    }

    private static async Task RetryAsync(HttpContext context)
    {
        var id = ReadId(context);
        _ = await context.Affiliate().Store.Mailbox.RetryAsync(id, context.RequestAborted);
        await AnswerAsync(context, id);
    }

    private static async Task AnswerAsync(HttpContext context, Guid id)
    {
        var mail = await context.Affiliate().Store.Mailbox.FindAsync(id, context.RequestAborted) ?? throw Missing(id.ToString("D"));
        await JsonAnswer.WriteAsync(context.Response, writer => ObjectJson.Write(writer, mail));
    }

    private static Guid ReadId(HttpContext context) =>
        Guid.TryParseExact((string)context.Request.RouteValues["id"]!, "D", out var id) ? id : throw Missing("this id");

    private static P8eStateException Missing(string id) => new(
        StateErrorKind.NotFound, ErrorCodes.MailNotFound, $"Looking for mail: there is none with {id}. GET /api/v1/mail lists what waits, with ?state=dead what failed.");
}
