using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using P8e.Devchain.Blocks;
using P8e.Devchain.Fees;
using P8e.Devchain.Wire.Names;
using P8e.Protocol.Wire.Cosmos.Auth;
using P8e.Protocol.Wire.FlatFees;
using P8e.Protocol.Wire.Marker;

namespace P8e.Devchain.Genesis;

/// <summary>Finds the parts of a genesis document. Missing members end as exceptions that <see cref="GenesisDocument.Read"/> explains.</summary>
internal sealed class GenesisReader
{
    private const string DefaultDenomRule = @"[a-zA-Z][a-zA-Z0-9\-\.]{2,83}";
    private static readonly string[] MetadataLists =
        ["scopes", "sessions", "records", "scope_specifications", "contract_specifications", "record_specifications", "object_store_locators"];

    private readonly JsonElement _root;
    private readonly JsonElement _modules;

    internal GenesisReader(JsonElement document)
    {
        _root = document.TryGetProperty("genesis", out var inner) ? inner : document;
        _modules = _root.TryGetProperty("app_state", out var state) ? state : _root;
    }

    internal GenesisDocument Read()
    {
        RefuseMetadata();
        return new GenesisDocument
        {
            ChainId = _root.GetProperty("chain_id").GetString()!,
            Time = ChainTime.Parse(_root.GetProperty("genesis_time").GetString()!),
            InitialHeight = _root.TryGetProperty("initial_height", out var height) ? Number(height) : 1,
            Limits = ReadLimits(),
            Accounts = [.. _modules.GetProperty("auth").GetProperty("accounts").EnumerateArray().Select(ReadAccount)],
            Balances = [.. _modules.GetProperty("bank").GetProperty("balances").EnumerateArray()
                .Select(balance => (balance.GetProperty("address").GetString()!, GenesisDocument.Coins(balance.GetProperty("coins"))))],
            Names = [.. Find("name", "bindings") is { } bindings ? bindings.EnumerateArray().Select(ReadName) : []],
            Fees = ReadFees(_modules.GetProperty("flatfees")),
        };
    }

    private ChainLimits ReadLimits()
    {
        var consensus = _root.TryGetProperty("consensus_params", out var direct) ? direct : _root.GetProperty("consensus").GetProperty("params");
        var auth = _modules.GetProperty("auth").GetProperty("params");
        return new ChainLimits(
            Number(consensus.GetProperty("block").GetProperty("max_gas")),
            (int)Number(auth.GetProperty("max_memo_characters")),
            (int)Number(auth.GetProperty("tx_sig_limit")),
            Number(auth.GetProperty("tx_size_cost_per_byte")),
            (int)(Find("metadata", "o_s_locator_params", "max_uri_length") is { } uri ? Number(uri) : 2048),
            (int)(Find("attribute", "params", "max_value_length") is { } value ? Number(value) : 10000),
            Find("marker", "params", "unrestricted_denom_regex")?.GetString() ?? DefaultDenomRule);
    }

    private static FlatFeeTable ReadFees(JsonElement fees)
    {
        var parameters = fees.GetProperty("params");
        var factor = parameters.GetProperty("conversion_factor");
        return new FlatFeeTable(
            new P8e.Protocol.Wire.FlatFees.Params
            {
                DefaultCost = GenesisDocument.Coin(parameters.GetProperty("default_cost")),
                ConversionFactor = new ConversionFactor
                {
                    DefinitionAmount = GenesisDocument.Coin(factor.GetProperty("definition_amount")),
                    ConvertedAmount = GenesisDocument.Coin(factor.GetProperty("converted_amount")),
                },
            },
            fees.GetProperty("msg_fees").EnumerateArray().Select(fee => new MsgFee
            {
                MsgTypeUrl = fee.GetProperty("msg_type_url").GetString(),
                Cost = { fee.GetProperty("cost").EnumerateArray().Select(GenesisDocument.Coin) },
            }));
    }

    private static IMessage ReadAccount(JsonElement account) => account.GetProperty("@type").GetString() switch
    {
        "/cosmos.auth.v1beta1.BaseAccount" => ReadBase(account),
        "/cosmos.auth.v1beta1.ModuleAccount" => new ModuleAccount
        {
            BaseAccount = ReadBase(account.GetProperty("base_account")),
            Name = account.GetProperty("name").GetString(),
            Permissions = { account.GetProperty("permissions").EnumerateArray().Select(permission => permission.GetString()) },
        },
        "/provenance.marker.v1.MarkerAccount" => JsonParser.Default.Parse<MarkerAccount>(WithoutType(account)),
        var other => throw new FormatException($"accounts of type {other} are not known here."),
    };

    private static NameRecord ReadName(JsonElement binding) => new()
    {
        Name = binding.GetProperty("name").GetString(),
        Address = binding.GetProperty("address").GetString(),
        Restricted = binding.GetProperty("restricted").GetBoolean(),
    };

    private static BaseAccount ReadBase(JsonElement account) => new()
    {
        Address = account.GetProperty("address").GetString(),
        Sequence = (ulong)Number(account.GetProperty("sequence")),
    };

    private static string WithoutType(JsonElement account) =>
        JsonSerializer.Serialize(account.EnumerateObject().Where(member => member.Name != "@type").ToDictionary(member => member.Name, member => member.Value));

    private void RefuseMetadata()
    {
        foreach (var list in MetadataLists)
        {
            if (Find("metadata", list) is { ValueKind: JsonValueKind.Array } found && found.GetArrayLength() > 0)
            {
                throw new FormatException($"metadata.{list} is not empty, and scopes and specifications cannot be imported.");
            }
        }
    }

    private JsonElement? Find(params string[] path)
    {
        var element = _modules;
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    private static long Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.String ? long.Parse(number.GetString()!, CultureInfo.InvariantCulture) : number.GetInt64();
}
