using System.Text.Json.Nodes;

namespace P8e.Devchain.Genesis;

/// <summary>Writes a genesis file with the main network's flat fees, the accounts that are wanted, and nothing else (provenance-chain 5.6, 7.3).</summary>
internal static class NewGenesis
{
    private const string MetadataMessages = "/provenance.metadata.v1.Msg";

    /// <summary>Thousandths of a dollar; all other messages cost the default.</summary>
    private static readonly (string TypeUrl, int Cost)[] Costs =
    [
        (MetadataMessages + "WriteScopeRequest", 1000),
        (MetadataMessages + "AddContractSpecToScopeSpecRequest", 1000),
        (MetadataMessages + "DeleteContractSpecFromScopeSpecRequest", 1000),
        (MetadataMessages + "WriteScopeSpecificationRequest", 500),
        (MetadataMessages + "WriteContractSpecificationRequest", 500),
        (MetadataMessages + "WriteRecordSpecificationRequest", 500),
        (MetadataMessages + "UpdateValueOwnersRequest", 500),
        (MetadataMessages + "MigrateValueOwnerRequest", 500),
        (MetadataMessages + "WriteSessionRequest", 50),
        (MetadataMessages + "WriteRecordRequest", 10),
        (MetadataMessages + "AddNetAssetValuesRequest", 5),
        ("/cosmos.bank.v1beta1.MsgSend", 50),
        ("/cosmos.authz.v1beta1.MsgExec", 50),
        ("/cosmos.authz.v1beta1.MsgRevoke", 50),
        ("/cosmos.authz.v1beta1.MsgGrant", 100),
        ("/provenance.marker.v1.MsgAddMarkerRequest", 3000),
        ("/provenance.marker.v1.MsgAddFinalizeActivateMarkerRequest", 3000),
    ];

    internal static JsonObject Write(string chainId, DateTimeOffset time, IReadOnlyList<(string Address, string Amount)> accounts) => new()
    {
        ["genesis_time"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["chain_id"] = chainId,
        ["initial_height"] = "1",
        ["consensus_params"] = new JsonObject { ["block"] = new JsonObject { ["max_bytes"] = "22020096", ["max_gas"] = "60000000" } },
        ["app_state"] = new JsonObject
        {
            ["auth"] = new JsonObject
            {
                ["params"] = new JsonObject
                {
                    ["max_memo_characters"] = "256",
                    ["tx_sig_limit"] = "7",
                    ["tx_size_cost_per_byte"] = "10",
                    ["sig_verify_cost_ed25519"] = "590",
                    ["sig_verify_cost_secp256k1"] = "1000",
                },
                ["accounts"] = new JsonArray([.. accounts.Select((account, number) => Account(account.Address, number))]),
            },
            ["bank"] = new JsonObject { ["balances"] = new JsonArray([.. accounts.Select(account => Balance(account.Address, account.Amount))]) },
            ["flatfees"] = new JsonObject
            {
                ["params"] = new JsonObject
                {
                    ["default_cost"] = Coin("musd", "150"),
                    ["conversion_factor"] = new JsonObject { ["definition_amount"] = Coin("musd", "30"), ["converted_amount"] = Coin("nhash", "1000000000") },
                },
                ["msg_fees"] = new JsonArray([.. Costs.Select(fee => Fee(fee.TypeUrl, fee.Cost))]),
            },
        },
    };

    private static JsonObject Account(string address, int number) => new JsonObject
    {
        ["@type"] = "/cosmos.auth.v1beta1.BaseAccount", ["address"] = address, ["pub_key"] = null, ["account_number"] = $"{number}", ["sequence"] = "0",
    };

    private static JsonObject Balance(string address, string amount) => new JsonObject { ["address"] = address, ["coins"] = new JsonArray(Coin("nhash", amount)) };

    private static JsonObject Fee(string typeUrl, int cost) => new JsonObject { ["msg_type_url"] = typeUrl, ["cost"] = new JsonArray(Coin("musd", $"{cost}")) };

    private static JsonObject Coin(string denomination, string amount) => new() { ["denom"] = denomination, ["amount"] = amount };
}
