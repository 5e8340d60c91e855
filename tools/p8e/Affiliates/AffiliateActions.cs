using System.Text.Json;
using P8e.Cli.Api;

namespace P8e.Cli.Affiliates;

/// <summary>The work of <c>p8e affiliate list|add|remove</c>.</summary>
internal static class AffiliateActions
{
    internal static async Task ListAsync(Output output, ApiClient api, CancellationToken cancellationToken)
    {
        var answer = await api.GetAsync(ApiPath.Affiliates, cancellationToken);
        string[] own = [answer.Text("own"), "the deployment's own, in its settings", "", "", ""];
        output.WriteTable(
            answer,
            ["affiliate", "signing key", "encryption key", "added", "removed"],
            answer.List("items").Select(row => new[] { row.Text("name"), row.Text("signingKey"), row.Text("encryptionKey"), row.Text("added"), row.Text("removed") }).Prepend(own));
    }

    internal static async Task AddAsync(Output output, ApiClient api, string name, string signingKey, string encryptionKey, CancellationToken cancellationToken)
    {
        var answer = await api.PostAsync(ApiPath.Affiliates, new { name, signingKey, encryptionKey }, cancellationToken);
        output.Write(answer, Lines(answer));
    }

    internal static async Task RemoveAsync(Output output, ApiClient api, string name, CancellationToken cancellationToken)
    {
        await api.DeleteAsync(ApiPath.Of(ApiPath.Affiliates, name), cancellationToken);
        output.Write(new { Name = name }, ("affiliate", name), ("removed", "what it stored stays; adding it again with the same keys brings it back"));
    }

    private static (string Name, string Text)[] Lines(JsonElement entry) =>
    [
        ("affiliate", entry.Text("name")),
        ("signing key", entry.Text("signingKey")),
        ("public", entry.Text("signingPublicKey")),
        ("encryption key", entry.Text("encryptionKey")),
        ("public", entry.Text("encryptionPublicKey")),
        ("added", entry.Text("added")),
        ("by", entry.Text("addedBy")),
    ];
}
