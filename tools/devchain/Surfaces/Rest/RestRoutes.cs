using P8e.Devchain.Queries;

namespace P8e.Devchain.Surfaces.Rest;

/// <summary>The gateway's routes (provenance-chain 2.13, 6.1).</summary>
internal sealed class RestRoutes
{
    private const string Get = "GET";
    private const string Post = "POST";
    private readonly List<RestRoute> _routes = [];
    private readonly QueryTable _table;

    internal RestRoutes(QueryTable table)
    {
        _table = table;
        AddMetadata();
        AddSdk();
        AddProvenance();
    }

    /// <summary>The route of a request and what its path says; null when there is none.</summary>
    internal (RestRoute Route, IReadOnlyList<(string Name, string Value)> Values)? Find(string verb, string[] path) => _routes
        .Where(route => route.Verb == verb)
        .Select(route => (Route: route, Values: route.Match(path)!))
        .Where(found => found.Values is not null)
        .OrderByDescending(found => found.Route.Fixed)
        .Select(found => ((RestRoute, IReadOnlyList<(string, string)>)?)found)
        .FirstOrDefault();

    private void AddMetadata()
    {
        AddAll("/provenance.metadata.v1.Query/", "/provenance/metadata/v1/",
        [
            ("Params", "params"), ("Scope", "scope/{scope_id}"), ("Scope", "session/{session_addr}/scope"), ("Scope", "record/{record_addr}/scope"),
            ("ScopesAll", "scopes/all"), ("Sessions", "session/{session_id}"), ("Sessions", "scope/{scope_id}/sessions"),
            ("Sessions", "scope/{scope_id}/session/{session_id}"), ("Sessions", "record/{record_addr}/session"),
            ("Sessions", "scope/{scope_id}/record/{record_name}/session"), ("SessionsAll", "sessions/all"), ("Records", "record/{record_addr}"),
            ("Records", "scope/{scope_id}/records"), ("Records", "scope/{scope_id}/record/{name}"),
            ("Records", "scope/{scope_id}/session/{session_id}/records"), ("Records", "scope/{scope_id}/session/{session_id}/record/{name}"),
            ("Records", "session/{session_id}/records"), ("Records", "session/{session_id}/record/{name}"), ("RecordsAll", "records/all"),
            ("Ownership", "ownership/{address}"), ("ValueOwnership", "valueownership/{address}"),
            ("ScopeSpecification", "scopespec/{specification_id}"), ("ScopeSpecificationsAll", "scopespecs/all"),
            ("ContractSpecification", "contractspec/{specification_id}"), ("ContractSpecificationsAll", "contractspecs/all"),
            ("RecordSpecificationsForContractSpecification", "contractspec/{specification_id}/recordspecs"),
            ("RecordSpecification", "recordspec/{specification_id}"), ("RecordSpecification", "contractspec/{specification_id}/recordspec/{name}"),
            ("RecordSpecificationsAll", "recordspecs/all"), ("GetByAddr", "addr/{addrs}"), ("OSLocatorParams", "locator/params"),
            ("OSLocator", "locator/{owner}"), ("OSLocatorsByURI", "locator/uri/{uri}"), ("OSLocatorsByScope", "locator/scope/{scope_id}"),
            ("OSAllLocators", "locators/all"), ("AccountData", "accountdata/{metadata_addr}"), ("ScopeNetAssetValues", "netassetvalues/{id}"),
        ]);
    }

    private void AddSdk()
    {
        AddAll("/cosmos.auth.v1beta1.Query/", "/cosmos/auth/v1beta1/",
        [
            ("Account", "accounts/{address}"), ("AccountInfo", "account_info/{address}"), ("Accounts", "accounts"), ("Params", "params"),
            ("ModuleAccountByName", "module_accounts/{name}"), ("Bech32Prefix", "bech32"), ("AccountAddressByID", "address_by_id/{id}"),
        ]);
        AddAll("/cosmos.bank.v1beta1.Query/", "/cosmos/bank/v1beta1/",
        [
            ("Balance", "balances/{address}/by_denom"), ("AllBalances", "balances/{address}"), ("SpendableBalances", "spendable_balances/{address}"),
            ("TotalSupply", "supply"), ("SupplyOf", "supply/by_denom"), ("DenomOwners", "denom_owners/{denom=**}"),
            ("DenomOwnersByQuery", "denom_owners_by_query"), ("DenomMetadata", "denoms_metadata/{denom=**}"), ("Params", "params"),
        ]);
        AddAll("/cosmos.authz.v1beta1.Query/", "/cosmos/authz/v1beta1/",
            [("Grants", "grants"), ("GranterGrants", "grants/granter/{granter}"), ("GranteeGrants", "grants/grantee/{grantee}")]);
        AddAll("/cosmos.base.tendermint.v1beta1.Service/", "/cosmos/base/tendermint/v1beta1/",
        [
            ("GetNodeInfo", "node_info"), ("GetSyncing", "syncing"), ("GetLatestBlock", "blocks/latest"), ("GetBlockByHeight", "blocks/{height}"),
            ("ABCIQuery", "abci_query"),
        ]);
        AddAll("/cosmos.base.node.v1beta1.Service/", "/cosmos/base/node/v1beta1/", [("Config", "config"), ("Status", "status")]);
        AddAll("/cosmos.tx.v1beta1.Service/", "/cosmos/tx/v1beta1/",
            [("GetTx", "txs/{hash}"), ("GetTxsEvent", "txs"), ("GetBlockWithTxs", "txs/block/{height}")]);
        Add(Post, "/cosmos.tx.v1beta1.Service/Simulate", "/cosmos/tx/v1beta1/simulate");
        _routes.Add(new RestRoute(Post, "/cosmos/tx/v1beta1/txs", TxQueries.GatewayBroadcast));
        Add(Post, "/cosmos.tx.v1beta1.Service/TxDecode", "/cosmos/tx/v1beta1/decode");
        Add(Post, "/cosmos.tx.v1beta1.Service/TxEncode", "/cosmos/tx/v1beta1/encode");
    }

    private void AddProvenance()
    {
        AddAll("/provenance.marker.v1.Query/", "/provenance/marker/v1/",
            [("Params", "params"), ("AllMarkers", "all"), ("Marker", "detail/{id}"), ("Holding", "holding/{id}"), ("Supply", "supply/{id}")]);
        AddAll("/provenance.flatfees.v1.Query/", "/provenance/flatfees/v1/", [("Params", "params"), ("AllMsgFees", "msgfee/all"), ("MsgFee", "msgfee")]);
        Add(Post, "/provenance.flatfees.v1.Query/CalculateTxFees", "/provenance/tx/v1/calculate_flat_fee");
        Add(Post, "/provenance.msgfees.v1.Query/CalculateTxFees", "/provenance/tx/v1/calculate_msg_based_fee");
    }

    private void AddAll(string service, string prefix, (string Method, string Template)[] routes)
    {
        foreach (var (method, template) in routes)
        {
            Add(Get, service + method, prefix + template);
        }
    }

    private void Add(string verb, string method, string template) =>
        _routes.Add(new RestRoute(verb, template, _table.Find(method) ?? throw new InvalidOperationException($"A route is for {method}, which is not there.")));
}
