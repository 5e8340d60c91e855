using System.CommandLine;
using P8e.Access.Auditing;
using P8e.Access.Keys;
using P8e.Azure.Access;
using P8e.Azure.Configuration;
using P8e.Cryptography;

namespace P8e.Cli.Access;

/// <summary>The keys and the audit of a storage account.</summary>
internal sealed record AccessComposition(ApiKeys Keys, AccessAudit Audit)
{
    internal static AccessComposition From(ParseResult parsed)
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = SharedOptions.ConnectionString(parsed) }, TimeProvider.System);
        var random = new SystemRandomSource();
        return new AccessComposition(
            new ApiKeys(new TableApiKeys(clients.Tables), random.Fill, TimeProvider.System), new AccessAudit(new TableAccessAudit(clients.Tables), TimeProvider.System, random.NextUuid));
    }
}
