using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using P8e.Devvault.Identity;
using P8e.Devvault.Store;

namespace P8e.Devvault.Surfaces;

/// <summary>Everything that is the same for keys and secrets: faults, tokens, paths, lists, deleting; the rest is asked of <see cref="KeyRoutes"/> and <see cref="SecretRoutes"/>.</summary>
internal sealed partial class VaultSurface(VaultStore store, TokenIssuer issuer, VaultFaults faults, Func<Uri> address)
{
    /// <summary>For whom tokens must be: a parent domain of the vault's host, as in Azure.</summary>
    internal const string Resource = "https://vault.localhost";

    private const int PageMax = 25;
    private const long BodyBytesMax = 128 * 1024;
    private readonly KeyRoutes _keys = new(store, faults);

    internal async Task RunAsync(HttpContext http)
    {
        if (faults.Away)
        {
            http.Abort();
            return;
        }

        if (faults.Slow)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return;
        }

        try
        {
            var answer = await AuthenticateAsync(http) ? await AnswerAsync(http) : null;
            if (answer is not null)
            {
                await WriteAsync(http, 200, answer);
            }
        }
        catch (VaultRefusal refusal)
        {
            await RefuseAsync(http, refusal);
        }
        catch (JsonException)
        {
            await RefuseAsync(http, VaultRefusal.BadParameter("The request body is not well-formed JSON."));
        }
    }

    private async Task<bool> AuthenticateAsync(HttpContext http)
    {
        const string Scheme = "Bearer ";
        var header = http.Request.Headers.Authorization.ToString();
        var fault = header.StartsWith(Scheme, StringComparison.Ordinal)
            ? issuer.Fault(header[Scheme.Length..], Resource)
            : "AKV10000: Request is missing a Bearer or PoP token.";
        if (fault is null)
        {
            return true;
        }

        http.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"https://login.vault.localhost/{store.State.Tenant}\", resource=\"{Resource}\"";
        await RefuseAsync(http, new VaultRefusal(401, "Unauthorized", null, fault));
        return false;
    }

    private async Task<JsonNode?> AnswerAsync(HttpContext http)
    {
        var (method, path) = (http.Request.Method, http.Request.Path.ToString());
        faults.Requests.Enqueue($"{method} {path}");
        if (faults.TakeThrottle())
        {
            if (faults.RetryAfter is { } seconds)
            {
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            throw new VaultRefusal(429, "Throttled", null, "Request was not processed because too many requests were received.");
        }

        if (faults.Refusal is { } refusal)
        {
            throw VaultRefusal.Forbidden(refusal, "Caller is not authorized to perform action on resource.");
        }

        if (!VersionForm().IsMatch(http.Request.Query["api-version"].ToString()))
        {
            throw VaultRefusal.BadParameter("The request URI has no supported 'api-version'.");
        }

        var parts = path.Trim('/').Split('/');
        return parts[0] switch
        {
            VaultStore.Keys or VaultStore.Secrets => await LiveAsync(http, parts),
            "deletedkeys" => await DeletedAsync(http, VaultStore.Keys, parts),
            "deletedsecrets" => await DeletedAsync(http, VaultStore.Secrets, parts),
            _ => throw new VaultRefusal(404, "NotFound", null, "The resource was not found."),
        };
    }

    private async Task<JsonNode> LiveAsync(HttpContext http, string[] parts)
    {
        var collection = parts[0];
        if (parts.Length == 1)
        {
            return Page(http, [.. store.List(collection).Select(item => Describe(collection, item, item.Versions[^1], withVersion: false, whole: false))]);
        }

        var name = parts[1];
        if (!NameForm().IsMatch(name))
        {
            throw VaultRefusal.BadParameter("The request URI contains an invalid name.");
        }

        var made = (http.Request.Method, parts.Length) switch
        {
            ("POST", 3) when collection == VaultStore.Keys && parts[2] == "create" => _keys.Make(await BodyAsync(http)),
            ("PUT", 2) when collection == VaultStore.Secrets => SecretRoutes.Make(await BodyAsync(http), store.Now()),
            _ => null,
        };
        if (made is not null)
        {
            return await AddAsync(collection, name, made, http.RequestAborted);
        }

        var item = store.Find(collection, name) ?? throw VaultRefusal.NotFound(collection, name);
        if (parts.Length == 3 && parts[2] == "versions" && HttpMethods.IsGet(http.Request.Method))
        {
            return Page(http, [.. item.Versions.Select(one => Describe(collection, item, one, withVersion: true, whole: false))]);
        }

        if (parts.Length == 2 && HttpMethods.IsDelete(http.Request.Method))
        {
            await store.DeleteAsync(collection, name, http.RequestAborted);
            return Describe(collection, item, item.Versions[^1], withVersion: true, whole: collection == VaultStore.Keys);
        }

        var asked = parts.Length > 2 && parts[2].Length > 0 ? parts[2] : item.Versions[^1].Version;
        var version = item.Versions.FirstOrDefault(one => one.Version == asked) ?? throw VaultRefusal.NotFound(collection, $"{name}/{asked}");
        return (http.Request.Method, parts.Length) switch
        {
            ("GET", 2 or 3) => Read(collection, item, version),
            ("PATCH", 2 or 3) => await PatchAsync(collection, item, version, await BodyAsync(http), http.RequestAborted),
            ("POST", 4) when collection == VaultStore.Keys && parts[3] == "sign" => await _keys.SignAsync(
                KeyId(collection, item, version), version, await BodyAsync(http), http.RequestAborted),
            _ => throw new VaultRefusal(405, "MethodNotAllowed", null, "Method not allowed."),
        };
    }

    private async Task<JsonNode> AddAsync(string collection, string name, ItemVersion version, CancellationToken cancellationToken)
    {
        if (store.FindDeleted(collection, name) is not null)
        {
            throw new VaultRefusal(
                409,
                "Conflict",
                "ObjectIsDeletedButRecoverable",
                $"{name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, it can only be recovered or purged.");
        }

        await store.AddAsync(collection, name, version, cancellationToken);
        return Describe(collection, store.Find(collection, name)!, version, withVersion: true, whole: true);
    }

    private JsonObject Read(string collection, VaultItem item, ItemVersion version)
    {
        if (collection == VaultStore.Secrets && !version.Enabled)
        {
            throw VaultRefusal.Forbidden("SecretDisabled", "Operation get is not allowed on a disabled secret.");
        }

        return Describe(collection, item, version, withVersion: true, whole: true);
    }

    private async Task<JsonNode> PatchAsync(string collection, VaultItem item, ItemVersion version, JsonObject body, CancellationToken cancellationToken)
    {
        await store.UpdateAsync(collection, item.Name, version.Version, one => ItemAttributes.Apply(one, body), cancellationToken);
        var changed = store.Find(collection, item.Name)!;
        return Describe(collection, changed, changed.Versions.First(one => one.Version == version.Version), withVersion: true, whole: collection == VaultStore.Keys);
    }

    private async Task<JsonNode?> DeletedAsync(HttpContext http, string collection, string[] parts)
    {
        var item = parts.Length > 1 && store.FindDeleted(collection, parts[1]) is { } found ? found : throw VaultRefusal.NotFound(collection, parts.ElementAtOrDefault(1) ?? "");
        switch (http.Request.Method, parts.ElementAtOrDefault(2))
        {
            case ("GET", null):
                break;
            case ("POST", "recover"):
                await store.RecoverAsync(collection, item.Name, http.RequestAborted);
                break;
            case ("DELETE", null):
                await store.PurgeAsync(collection, item.Name, http.RequestAborted);
                http.Response.StatusCode = 204;
                return null;
            default:
                throw new VaultRefusal(405, "MethodNotAllowed", null, "Method not allowed.");
        }

        return Describe(collection, item, item.Versions[^1], withVersion: true, whole: collection == VaultStore.Keys);
    }

    private JsonObject Describe(string collection, VaultItem item, ItemVersion version, bool withVersion, bool whole)
    {
        var id = withVersion ? KeyId(collection, item, version) : new Uri(address(), $"/{collection}/{item.Name}").AbsoluteUri;
        return collection == VaultStore.Keys ? KeyRoutes.Describe(id, version, whole) : SecretRoutes.Describe(id, version, whole);
    }

    private string KeyId(string collection, VaultItem item, ItemVersion version) =>
        new Uri(address(), $"/{collection}/{item.Name}/{version.Version}").AbsoluteUri;

    private JsonObject Page(HttpContext http, JsonObject[] all)
    {
        var asked = int.TryParse(http.Request.Query["maxresults"], CultureInfo.InvariantCulture, out var most) ? Math.Clamp(most, 1, PageMax) : PageMax;
        _ = int.TryParse(http.Request.Query["$skiptoken"], CultureInfo.InvariantCulture, out var skip);
        var next = skip + asked < all.Length
            ? new Uri(address(), $"{http.Request.Path}?api-version={http.Request.Query["api-version"]}&$skiptoken={skip + asked}&maxresults={asked}").AbsoluteUri
            : null;
        return new JsonObject { ["value"] = new JsonArray([.. all.Skip(skip).Take(asked)]), ["nextLink"] = next };
    }

    private static async Task<JsonObject> BodyAsync(HttpContext http)
    {
        if (http.Request.ContentLength > BodyBytesMax)
        {
            throw new VaultRefusal(413, "RequestEntityTooLarge", null, "The request is too large.");
        }

        return await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject
            ?? throw VaultRefusal.BadParameter("The request body is no object.");
    }

    private static Task RefuseAsync(HttpContext http, VaultRefusal refusal)
    {
        var error = new JsonObject { ["code"] = refusal.Code, ["message"] = refusal.Message };
        if (refusal.Inner is not null)
        {
            error["innererror"] = new JsonObject { ["code"] = refusal.Inner };
        }

        return WriteAsync(http, refusal.Status, new JsonObject { ["error"] = error });
    }

    private static async Task WriteAsync(HttpContext http, int status, JsonNode body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    [GeneratedRegex(@"\A(7\.[0-9]|20[0-9]{2}-[0-9]{2}-[0-9]{2})\z")]
    private static partial Regex VersionForm();

    [GeneratedRegex(@"\A[0-9a-zA-Z-]{1,127}\z")]
    private static partial Regex NameForm();
}
