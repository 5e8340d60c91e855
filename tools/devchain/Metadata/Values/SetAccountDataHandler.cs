using System.Text;
using Google.Protobuf;
using P8e.Devchain.Accounts;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Rules;
using P8e.Devchain.Storage;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Values;

/// <summary>Keeps a text with a scope, as an attribute of the attribute module (provenance-chain 3.6).</summary>
internal sealed class SetAccountDataHandler : MetadataHandler<MsgSetAccountDataRequest>
{
    private const byte AccountData = 0x01;
    private const string Name = "accountdata";

    protected override bool AnnouncesCompletion => false;

    /// <summary>The key under which a scope's text is stored.</summary>
    internal static byte[] Key(ByteString scope) => StoreKey.Of(StoreKey.Attribute, AccountData, scope.Span);

    protected override void ValidateBasic(MsgSetAccountDataRequest message, MessageRules rules)
    {
        Refuse(IdText.Fault(message.MetadataAddr).After("invalid metadata address: "));
        RefuseIf(!IdText.Is(message.MetadataAddr, MetadataKind.Scope), "invalid metadata address: only scope ids are supported");
        RequireSigner(message);
    }

    protected override IMessage Execute(MsgSetAccountDataRequest message, MetadataCall call)
    {
        var scope = call.Store.Scopes.Find(message.MetadataAddr);
        if (scope is not null)
        {
            CheckParties(scope, call);
        }
        else
        {
            MetadataCall.RefuseIf(message.Value.Length > 0, $"scope not found with id {IdText.Text(message.MetadataAddr)}");
        }

        Store(message, call);
        return new MsgSetAccountDataResponse();
    }

    private static void CheckParties(Scope scope, MetadataCall call)
    {
        if (!scope.RequirePartyRollup)
        {
            call.Signatures.RequireSigned(scope.Owners.Select(party => party.Address));
            return;
        }

        var specification = call.Store.ScopeSpecifications.Find(scope.SpecificationId) ?? throw SdkError.InvalidRequest.Wrap(
            $"scope specification {IdText.Text(scope.SpecificationId)} not found for scope id {IdText.Text(scope.ScopeId)}");
        call.Signatures.RequireParties(scope.Owners, scope.Owners, specification.PartiesInvolved);
    }

    private static void Store(MsgSetAccountDataRequest message, MetadataCall call)
    {
        var id = IdText.Text(message.MetadataAddr);
        var owner = call.Accounts.Module(ModuleNames.Attribute).ToString();
        var state = call.Context.Tx.State;
        var events = call.Context.Events;
        var value = Encoding.UTF8.GetBytes(message.Value);
        var longest = call.Context.Tx.Settings.Limits.AttributeValueLength;
        MetadataCall.RefuseIf(
            value.Length > longest, $"could not set accountdata for \"{id}\": attribute value length of {value.Length} exceeds max length {longest}");
        if (state.Has(Key(message.MetadataAddr)))
        {
            state.Delete(Key(message.MetadataAddr));
            events.Add(TypedEvent.Of("provenance.attribute.v1.EventAttributeDelete", ("account", id), ("name", Name), ("owner", owner)));
        }

        if (value.Length > 0)
        {
            state.Set(Key(message.MetadataAddr), value);
            events.Add(TypedEvent.Of(
                "provenance.attribute.v1.EventAttributeAdd",
                ("account", id),
                ("expiration", string.Empty),
                ("name", Name),
                ("owner", owner),
                ("type", "ATTRIBUTE_TYPE_STRING"),
                ("value", Convert.ToBase64String(value))));
        }

        events.Add(TypedEvent.Of("provenance.attribute.v1.EventAccountDataUpdated", ("account", id)));
    }
}
