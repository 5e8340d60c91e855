using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Access;
using P8e.Access.Affiliates;
using P8e.Functions.Http;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Affiliates;

/// <summary>The affiliates of this deployment: listing, adding, removing. For callers whose rights are for the whole deployment.</summary>
internal sealed class AffiliateRoutes(HostedAffiliates affiliates, AffiliateDirectory directory)
{
    private const int BodyBytesMax = 4096;
    private const int DepthMax = 2;
    private const string Doing = "Adding an affiliate";

    internal void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, HttpMethods.Get, "/api/v1/affiliates", "ListAffiliates", ListAsync);
        Map(routes, HttpMethods.Post, "/api/v1/affiliates", "AddAffiliate", AddAsync);
        Map(routes, HttpMethods.Delete, "/api/v1/affiliates/{name}", "RemoveAffiliate", RemoveAsync);
    }

    private static void Map(IEndpointRouteBuilder routes, string method, string pattern, string function, RequestDelegate run) =>
        FunctionRoute.Map(routes, method, pattern, new FunctionRoute(function, UsesTaskHub: false, AccessRoles.Operate) { IsOfDeployment = true }, run);

    private async Task ListAsync(HttpContext context)
    {
        var entries = await affiliates.Registry.ListAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("own", affiliates.HomeName.ToString());
            writer.WriteStartArray("items");
            foreach (var entry in entries)
            {
                Write(writer, entry);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private async Task AddAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, Doing, "It is small.");
        var (name, signingKey, encryptionKey) = JsonBody.Read(body, DepthMax, Read, Malformed);
        var entry = await directory.AddAsync(AffiliateName.Parse(name), signingKey, encryptionKey, context.Actor(), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await JsonAnswer.WriteAsync(context.Response, writer => Write(writer, entry));
    }

    private async Task RemoveAsync(HttpContext context)
    {
        await directory.RemoveAsync(AffiliateName.Parse((string)context.Request.RouteValues["name"]!), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static (string Name, string SigningKey, string EncryptionKey) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("the body is not an object");
        }

        string name = "", signing = "", encryption = "";
        foreach (var member in root.EnumerateObject())
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Malformed("a member is not a text");
            _ = member.Name switch
            {
                "name" => name = text,
                "signingKey" => signing = text,
                "encryptionKey" => encryption = text,
                _ => throw Malformed("it has a member that is none of name, signingKey, encryptionKey"),
            };
        }

        return name.Length > 0 && signing.Length > 0 && encryption.Length > 0 ? (name, signing, encryption) : throw Malformed("name, signingKey and encryptionKey are needed");
    }

    private static void Write(Utf8JsonWriter writer, AffiliateEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("name", entry.Name.ToString());
        writer.WriteString("signingKey", entry.SigningKey);
        writer.WriteString("signingPublicKey", entry.SigningPublicKey);
        writer.WriteString("encryptionKey", entry.EncryptionKey);
        writer.WriteString("encryptionPublicKey", entry.EncryptionPublicKey);
        writer.WriteString("added", entry.Added);
        writer.WriteString("addedBy", entry.AddedBy);
        if (entry.Removed is { } removed)
        {
            writer.WriteString("removed", removed);
        }

        writer.WriteEndObject();
    }

    private static P8eInputException Malformed(string fault) => new(ErrorCodes.RequestMalformed, $"{Doing}: {fault}.");
}
