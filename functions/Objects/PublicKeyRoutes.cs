using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using P8e.Functions.Affiliates;
using P8e.Access;
using P8e.Functions.Http;
using P8e.ObjectStore.Keys;
using P8e.Protocol.Errors;

namespace P8e.Functions.Objects;

/// <summary>The public keys that the store knows: where readers are at home, and which header authorises calls for them (object-store 6.4).</summary>
internal static class PublicKeyRoutes
{
    private const int BodyBytesMax = 64 * 1024;
    private const int DepthMax = 4;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        FunctionRoute.Map(routes, HttpMethods.Get, "/api/v1/public-keys", new FunctionRoute("ListPublicKeys", UsesTaskHub: false, AccessRoles.Operate), ListAsync);
        FunctionRoute.Map(routes, HttpMethods.Post, "/api/v1/public-keys", new FunctionRoute("RegisterPublicKey", UsesTaskHub: false, AccessRoles.Operate), RegisterAsync);
    }

    private static async Task ListAsync(HttpContext context)
    {
        var found = await context.Affiliate().Store.KeyTable.ListAsync(context.Affiliate().Name, context.RequestAborted).ToListAsync(context.RequestAborted);
        await JsonAnswer.WriteItemsAsync(context.Response, found, ObjectJson.Write);
    }

    private static async Task RegisterAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, BodyBytesMax, "Registering a public key", "A registration is small.");
        var registration = JsonBody.Read(body, DepthMax, root => Read(root, context.Actor()), Malformed);
        var stored = await context.Affiliate().Store.Keys.RegisterAsync(registration, context.RequestAborted);
        await JsonAnswer.WriteAsync(context.Response, writer => ObjectJson.Write(writer, stored));
    }

    private static KeyRegistration Read(JsonElement root, string actor)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("the body is not an object");
        }

        string? key = null, url = null, header = null, value = null;
        foreach (var member in root.EnumerateObject())
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : throw Malformed($"'{member.Name}' is not a text");
            _ = member.Name switch
            {
                "publicKey" => key = text,
                "url" => url = text,
                "authHeader" => header = text,
                "authValue" => value = text,
                _ => throw Malformed("it has a member that is none of publicKey, url, authHeader, authValue"),
            };
        }

        if ((header is null) != (value is null))
        {
            throw Malformed("authHeader and authValue go together");
        }

        var bytes = new byte[BodyBytesMax];
        return key is { Length: > 0 } && Convert.TryFromBase64String(key, bytes, out var length)
            ? new KeyRegistration(bytes.AsMemory(0, length), url ?? "", default, header is null ? null : (header, value!)) { Actor = actor }
            : throw Malformed("publicKey is missing or no base64");
    }

    private static P8eInputException Malformed(string fault) => new(ErrorCodes.RequestMalformed, $"Registering a public key: {fault}.");
}
