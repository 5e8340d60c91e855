using P8e.Devchain.Queries.Metadata;

namespace P8e.Devchain.Queries;

/// <summary>Every method the chain answers, by path.</summary>
internal sealed class QueryTable
{
    private readonly Dictionary<string, QueryMethod> _byPath;

    internal QueryTable() => _byPath = Services().SelectMany(service => service.Methods).ToDictionary(method => method.Path, StringComparer.Ordinal);

    internal IEnumerable<QueryMethod> Methods => _byPath.Values;

    /// <summary>Null when the chain has no such method.</summary>
    internal QueryMethod? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>Whether it has any method of a service.</summary>
    internal bool KnowsService(string fullName) => _byPath.Values.Any(method => method.Service.FullName == fullName);

    private static IEnumerable<QueryService> Services() =>
    [
        TxQueries.Service(), TxCodingQueries.Service(), AuthQueries.Service(), AuthMoreQueries.Service(), BankQueries.Service(), BankMoreQueries.Service(),
        AuthzQueries.Service(), AuthzMoreQueries.Service(), FlatFeeQueries.Service(), FlatFeeQueries.OldService(), MarkerQueries.Service(), TendermintQueries.Service(), NodeQueries.Service(),
        MetadataQueries.Service(),
    ];
}
