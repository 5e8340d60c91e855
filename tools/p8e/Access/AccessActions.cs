using System.Globalization;
using P8e.Access;
using P8e.Access.Auditing;
using P8e.Access.Callers;
using P8e.Access.Keys;
using P8e.Access.Ports;
using P8e.Cryptography;
using P8e.Protocol.Identifiers;

namespace P8e.Cli.Access;

/// <summary>The work of <c>p8e access …</c>. Whoever holds the storage account's key may do all of it, so the caller is the machine.</summary>
internal static class AccessActions
{
    internal static async Task CreateAsync(Output output, AccessComposition access, CreateArguments arguments, CancellationToken cancellationToken)
    {
        var roles = arguments.Roles.Aggregate(AccessRoles.None, (sum, role) => sum | AccessRoleTexts.Find(role));
        var grants = arguments.Places.Count == 0 ? new AccessGrants(roles) : new AccessGrants(arguments.Places.Select(AffiliateName.Parse), roles);
        // What no key may live that long is refused by its name, not by an overflow.
        var lifetime = TimeSpan.FromDays(Math.Clamp(arguments.Days, -1, 10_000));
        var made = await access.Keys.CreateAsync(Caller.Local, new ApiKeyRequest(arguments.Name, grants, lifetime), cancellationToken);
        await WriteLineAsync(access, "p8e access create", made.Key, cancellationToken);
        output.Write(
            new { Key = made.Text, made.Key.Id, made.Key.Name, Grants = made.Key.Grants.ToString(), made.Key.Expires },
            ("key", made.Text),
            ("id", made.Key.Id),
            ("may", made.Key.Grants.ToString()),
            ("until", Time(made.Key.Expires)),
            ("keep it", "it cannot be shown again; callers send 'Authorization: Bearer ' and the key"));
    }

    internal static async Task ListAsync(Output output, AccessComposition access, CancellationToken cancellationToken)
    {
        var keys = new List<ApiKey>();
        string? cursor = null;
        do
        {
            var page = await access.Keys.ListAsync(Caller.Local, cursor, IApiKeys.PageItemsMaximum, cancellationToken);
            keys.AddRange(page.Items);
            cursor = page.Cursor;
        }
        while (cursor is not null);
        var shown = keys.OrderBy(key => key.Created).Select(key => new
        {
            key.Id, key.Name, Grants = key.Grants.ToString(), key.CreatedBy, key.Created, key.Expires, key.Revoked, key.RevokedBy,
        }).ToArray();
        output.WriteTable(
            shown,
            ["id", "name", "may", "made by", "made", "good until", "revoked"],
            shown.Select(key => new[]
            {
                key.Id, key.Name, key.Grants, key.CreatedBy, Time(key.Created), Time(key.Expires), key.Revoked is { } revoked ? $"{Time(revoked)} by {key.RevokedBy}" : string.Empty,
            }));
    }

    internal static async Task RevokeAsync(Output output, AccessComposition access, string id, CancellationToken cancellationToken)
    {
        var key = await access.Keys.RevokeAsync(Caller.Local, id, cancellationToken);
        await WriteLineAsync(access, "p8e access revoke", key, cancellationToken);
        output.Write(
            new { key.Id, key.Name, key.Revoked, key.RevokedBy }, ("id", key.Id), ("name", key.Name), ("revoked", $"{Time(key.Revoked!.Value)} by {key.RevokedBy}"));
    }

    internal static Task BootstrapAsync(Output output)
    {
        var text = ApiKeyText.Create(new SystemRandomSource().Fill);
        var hash = ApiKeyText.Hash(text);
        output.Write(
            new { Key = text, Line = hash },
            ("key", text),
            ("line", hash),
            ("next", "put the line into the file of Access__BootstrapKeyFile, make the first keys with this one, then empty the setting"));
        return Task.CompletedTask;
    }

    private static Task WriteLineAsync(AccessComposition access, string route, ApiKey key, CancellationToken cancellationToken) => access.Audit.WriteAsync(
        Caller.Local, new AccessAct(null, AccessRoles.Operate, route, key.Id, string.Empty), AccessAuditLine.Allowed, cancellationToken);

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
