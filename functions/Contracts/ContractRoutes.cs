using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Functions.Affiliates;
using P8e.Access;
using P8e.Execution.Catalogue;
using P8e.Functions.Http;

namespace P8e.Functions.Contracts;

/// <summary>What is published: the list, one contract by class name or address, the JSON Schema of what it takes.</summary>
internal static class ContractRoutes
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/contracts", new FunctionRoute("ListContracts", UsesTaskHub: false, AccessRoles.Read), ListAsync);
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/contracts/{name}", new FunctionRoute("GetContract", UsesTaskHub: false, AccessRoles.Read | AccessRoles.Submit), FindAsync);
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/contracts/{name}/schema", new FunctionRoute("GetContractSchema", UsesTaskHub: false, AccessRoles.Read | AccessRoles.Submit), SchemaAsync);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var contracts = new List<PublishedContract>();
        await foreach (var contract in context.Affiliate().Library.ListAsync(context.RequestAborted))
        {
            contracts.Add(contract);
        }

        await JsonAnswer.WriteAsync(context.Response, writer => ContractJson.WriteList(writer, contracts));
    }

    private static async Task FindAsync(HttpContext context)
    {
        var entry = await ResolveAsync(context);
        await JsonAnswer.WriteAsync(context.Response, writer => ContractJson.Write(writer, entry));
    }

    private static async Task SchemaAsync(HttpContext context)
    {
        var entry = await ResolveAsync(context);
        await JsonAnswer.WriteAsync(context.Response, writer => ContractJson.WriteSchemas(writer, entry));
    }

    private static Task<ContractEntry> ResolveAsync(HttpContext context) => context.Affiliate().Library.ResolveAsync((string)context.Request.RouteValues["name"]!, context.RequestAborted);
}
