using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.Devchain.Blocks;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Protocol.Wire.Cosmos.Authz;

namespace P8e.Devchain.Authz;

/// <summary>Gives a grant; a new one replaces the old (provenance-chain 3.11).</summary>
internal sealed class GrantHandler : MessageHandler<MsgGrant>
{
    protected override IEnumerable<string> Signers(MsgGrant message) => [message.Granter];

    protected override void ValidateBasic(MsgGrant message, MessageRules rules)
    {
        // The authz module has none.
    }

    protected override IMessage Handle(MsgGrant message, MessageContext context)
    {
        if (message.Granter == message.Grantee)
        {
            throw AuthzError.GranteeIsGranter.Bare();
        }

        var addresses = context.Tx.Settings.Addresses;
        var grantee = addresses.ParseField(message.Grantee, "grantee");
        var granter = addresses.ParseField(message.Granter, "granter");
        var typeUrl = GrantedUrl(message.Grant?.Authorization);
        CheckExpiration(message.Grant!.Expiration, context.Tx.Time);
        if (!context.Tx.Settings.Registry.Knows(typeUrl))
        {
            throw SdkError.InvalidType.Wrap($"{typeUrl} doesn't exist.");
        }

        // Being granted something makes an account (provenance-chain 3.4 D, trap).
        context.Keepers.Accounts.CreateIfMissing(grantee);
        context.Keepers.Authz.Save(granter, grantee, typeUrl, message.Grant);
        return new MsgGrantResponse();
    }

    private static string GrantedUrl(Any? authorization)
    {
        if (authorization is null || authorization.TypeUrl.Length == 0)
        {
            throw SdkError.InvalidType.Wrap("authorization is nil");
        }

        if (authorization.TypeUrl == "/" + GenericAuthorization.Descriptor.FullName)
        {
            return GenericAuthorization.Parser.ParseFrom(authorization.Value).Msg;
        }

        var count = CountAuthorization.Parser.ParseFrom(authorization.Value);
        return count.AllowedAuthorizations > 0
            ? count.Msg
            : throw SdkError.InvalidRequest.Wrap("allowed authorizations must be greater than 0");
    }

    private static void CheckExpiration(Timestamp? expiration, ChainTime now)
    {
        if (expiration is not null && ChainTime.From(expiration) <= now)
        {
            throw AuthzError.InvalidExpiration.Wrap(
                $"expiration must be after the current block time ({now.ToSecondsText()}), got {ChainTime.From(expiration).ToSecondsText()}");
        }
    }
}
