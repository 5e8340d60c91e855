using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Execution.Catalogue;
using P8e.Functions.Http;

namespace P8e.Functions.Contracts;

/// <summary>What is published: the list, one contract by class name or address, the JSON Schema of what it takes.</summary>
internal sealed class ContractRoutes(Func<ContractLibrary> library)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/contracts", new FunctionRoute("ListContracts", UsesTaskHub: false), ListAsync);
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/contracts/{name}", new FunctionRoute("GetContract", UsesTaskHub: false), FindAsync);
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/contracts/{name}/schema", new FunctionRoute("GetContractSchema", UsesTaskHub: false), SchemaAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var contracts = new List<PublishedContract>();
        await foreach (var contract in library().ListAsync(context.RequestAborted))
        {
            contracts.Add(contract);
        }

        await JsonAnswer.WriteAsync(context.Response, writer => ContractJson.WriteList(writer, contracts));
    }

    private async Task FindAsync(HttpContext context)
    {
        var entry = await ResolveAsync(context);
        await JsonAnswer.WriteAsync(context.Response, writer => ContractJson.Write(writer, entry));
    }

    private async Task SchemaAsync(HttpContext context)
    {
        var entry = await ResolveAsync(context);
        await JsonAnswer.WriteAsync(context.Response, writer => ContractJson.WriteSchemas(writer, entry));
    }

    private Task<ContractEntry> ResolveAsync(HttpContext context) => library().ResolveAsync((string)context.Request.RouteValues["name"]!, context.RequestAborted);
}
