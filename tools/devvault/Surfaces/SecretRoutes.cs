using System.Text.Json.Nodes;
using P8e.Devvault.Store;

namespace P8e.Devvault.Surfaces;

/// <summary>What only secrets have. A secret outside its dates can be read, as documented.</summary>
internal static class SecretRoutes
{
    private const int ValueCharsMax = 25 * 1024;

    internal static ItemVersion Make(JsonObject body, long now)
    {
        var value = body["value"]?.GetValue<string>() ?? throw VaultRefusal.BadParameter("Property 'value' is missing.");
        return value.Length <= ValueCharsMax
            ? ItemAttributes.Apply(new ItemVersion { Version = VaultStore.NewVersion(), Value = value, Created = now, Updated = now }, body)
            : throw VaultRefusal.BadParameter("Property 'value' is too long.");
    }

    internal static JsonObject Describe(string id, ItemVersion version, bool whole)
    {
        var secret = new JsonObject { ["id"] = id };
        if (whole)
        {
            secret["value"] = version.Value;
        }

        if (version.ContentType is not null)
        {
            secret["contentType"] = version.ContentType;
        }

        ItemAttributes.Write(secret, version);
        return secret;
    }
}
