using System.Text;
using Google.Protobuf;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Cosmos.Authz;

namespace P8e.Devchain.Authz;

/// <summary>Takes a grant back (provenance-chain 3.11).</summary>
internal sealed class RevokeHandler : MessageHandler<MsgRevoke>
{
    protected override IEnumerable<string> Signers(MsgRevoke message) => [message.Granter];

    protected override void ValidateBasic(MsgRevoke message, MessageRules rules)
    {
        // The authz module has none.
    }

    protected override IMessage Handle(MsgRevoke message, MessageContext context)
    {
        if (message.Granter == message.Grantee)
        {
            throw AuthzError.GranteeIsGranter.Bare();
        }

        var addresses = context.Tx.Settings.Addresses;
        var grantee = addresses.ParseField(message.Grantee, "grantee");
        var granter = addresses.ParseField(message.Granter, "granter");
        if (message.MsgTypeUrl.Length == 0)
        {
            throw Errors.SdkError.InvalidRequest.Wrap("missing msg method name");
        }

        return context.Keepers.Authz.TryRemove(granter, grantee, message.MsgTypeUrl)
            ? new MsgRevokeResponse()
            : throw AuthzError.NotFound.Wrap(
                $"failed to delete grant with key {Encoding.UTF8.GetString(AuthzKeeper.Key(granter, grantee, message.MsgTypeUrl).AsSpan(1))}");
    }
}
