using Google.Protobuf;
using P8e.Devchain.Bank;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Values;

/// <summary>Sets what a scope is worth (provenance-chain 3.6). The scope is named by text here.</summary>
internal sealed class AddNetAssetValuesHandler : MetadataHandler<MsgAddNetAssetValuesRequest>
{
    private const string AlwaysKnown = "usd";

    protected override bool AnnouncesCompletion => false;

    protected override void ValidateBasic(MsgAddNetAssetValuesRequest message, MessageRules rules)
    {
        RefuseIf(message.NetAssetValues.Count == 0, "net asset value list cannot be empty");
        Refuse(IdText.TextFault(message.ScopeId, out var id).After($"invalid metadata address \"{message.ScopeId}\": "));
        RefuseIf(!IdText.Is(id, MetadataKind.Scope), $"metadata address is not scope address: {message.ScopeId}");
        foreach (var value in message.NetAssetValues)
        {
            Refuse(CoinText.Fault(value.Price ?? new()));
            RefuseIf(value.UpdatedBlockHeight != 0, "scope net asset value must not have update height set");
        }

        RefuseIf(
            message.NetAssetValues.DistinctBy(value => value.Price.Denom).Count() != message.NetAssetValues.Count,
            "list of net asset values contains duplicates");
        Refuse(message.Signers.Select(rules.Accounts.Fault).FirstOrDefault(fault => fault is not null));
    }

    protected override IMessage Execute(MsgAddNetAssetValuesRequest message, MetadataCall call)
    {
        _ = IdText.TextFault(message.ScopeId, out var id);
        var scope = call.Store.Scopes.Find(id) ?? throw SdkError.NotFound.Wrap($"scope not found: {message.ScopeId}");
        if (call.Signatures.MissingSignatures(scope.Owners.Select(owner => owner.Address)) is { } missing)
        {
            throw SdkError.Unauthorized.Wrap(missing);
        }

        foreach (var value in message.NetAssetValues)
        {
            CheckDenom(value.Price.Denom, call);
            NetAssetValues.Set(id, value, call);
        }

        return new MsgAddNetAssetValuesResponse();
    }

    private static void CheckDenom(string denom, MetadataCall call)
    {
        var marker = AccountAddress.ForMarker(call.Accounts.Prefix, denom);
        MetadataCall.RefuseIf(
            denom != AlwaysKnown && call.Context.Keepers.Accounts.Find(marker)?.Marker is null,
            $"net asset value denom does not exist: marker {denom} not found for address: {marker}");
    }
}
