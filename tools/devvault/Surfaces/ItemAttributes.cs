using System.Text.Json.Nodes;
using P8e.Devvault.Store;

namespace P8e.Devvault.Surfaces;

/// <summary>The members <c>attributes</c> and <c>tags</c>, which keys and secrets have alike.</summary>
internal static class ItemAttributes
{
    private const int RetentionDays = 90;

    internal static ItemVersion Apply(ItemVersion version, JsonObject body)
    {
        var attributes = body["attributes"] as JsonObject;
        return version with
        {
            Enabled = attributes?["enabled"]?.GetValue<bool>() ?? version.Enabled,
            NotBefore = attributes?["nbf"]?.GetValue<long>() ?? version.NotBefore,
            Expires = attributes?["exp"]?.GetValue<long>() ?? version.Expires,
            ContentType = body["contentType"]?.GetValue<string>() ?? version.ContentType,
            Tags = (body["tags"] as JsonObject)?.ToDictionary(tag => tag.Key, tag => tag.Value!.GetValue<string>()) ?? version.Tags,
        };
    }

    internal static void Write(JsonObject target, ItemVersion version)
    {
        var attributes = new JsonObject { ["enabled"] = version.Enabled, ["created"] = version.Created, ["updated"] = version.Updated };
        if (version.NotBefore is { } from)
        {
            attributes["nbf"] = from;
        }

        if (version.Expires is { } to)
        {
            attributes["exp"] = to;
        }

        attributes["recoveryLevel"] = "Recoverable+Purgeable";
        attributes["recoverableDays"] = RetentionDays;
        target["attributes"] = attributes;
        target["tags"] = new JsonObject([.. (version.Tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))]);
    }
}
