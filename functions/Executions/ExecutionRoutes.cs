using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Functions.Affiliates;
using P8e.Functions.Http;
using P8e.Workflows.Ports;

namespace P8e.Functions.Executions;

/// <summary>How executions stand: one, and the list of the affiliate's, newest first.</summary>
internal sealed class ExecutionRoutes(ExecutionAnswers answers)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/executions", new FunctionRoute("ListExecutions", UsesTaskHub: false, AccessRoles.Read), ListAsync);
        FunctionRoute.Map(
            routes, HttpMethods.Get, "/api/v1/executions/{id}", new FunctionRoute("GetExecution", UsesTaskHub: true, AccessRoles.Read | AccessRoles.Submit), context => answers.AnswerAsync(context, (string)context.Request.RouteValues["id"]!));
    }

    private static async Task ListAsync(HttpContext context)
    {
        var affiliate = context.Affiliate();
        var page = PageQuery.Read(context.Request, "Listing executions", IExecutionStore.PageItemsMaximum);
        var found = await affiliate.Executions.ListAsync(affiliate.Name, page.Cursor, page.Most, context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => ExecutionJson.WriteList(writer, found));
    }
}
