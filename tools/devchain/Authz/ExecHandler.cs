using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Events;
using P8e.Devchain.Messages;
using P8e.Devchain.Transactions;
using P8e.Protocol.Wire.Cosmos.Authz;

namespace P8e.Devchain.Authz;

/// <summary>Carries out messages of others who granted it (provenance-chain 3.11).</summary>
internal sealed class ExecHandler : MessageHandler<MsgExec>
{
    protected override IEnumerable<string> Signers(MsgExec message) => [message.Grantee];

    protected override void ValidateBasic(MsgExec message, MessageRules rules)
    {
        // The authz module has none.
    }

    /// <summary>The messages inside, at any depth; they are paid for too (provenance-chain 5.6 point 1).</summary>
    internal static IEnumerable<string> InnerUrls(IMessage message) =>
        ((MsgExec)message).Msgs.SelectMany(any => any.TypeUrl == "/" + MsgExec.Descriptor.FullName
            ? [any.TypeUrl, .. InnerUrls(MsgExec.Parser.ParseFrom(any.Value))]
            : new[] { any.TypeUrl });

    protected override IMessage Handle(MsgExec message, MessageContext context)
    {
        var settings = context.Tx.Settings;
        var grantee = settings.Addresses.ParseField(message.Grantee, "grantee");
        if (message.Msgs.Count == 0)
        {
            throw SdkError.InvalidRequest.Wrap("messages cannot be empty");
        }

        DecodedMessage[] inner = [.. message.Msgs.Select(settings.Registry.Decode)];
        Validate(inner, context);
        var response = new MsgExecResponse();
        for (var i = 0; i < inner.Length; i++)
        {
            var index = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var events = new EventLog();
            response.Results.Add(Dispatch(inner[i], grantee, context, events).ToByteString());
            context.Events.AddRange(events.All.Select(own => own.With("authz_msg_index", index)));
        }

        return response;
    }

    private static void Validate(DecodedMessage[] inner, MessageContext context)
    {
        var rules = new MessageRules(context.Tx.Settings.Addresses, context.Tx.Settings.Limits);
        for (var i = 0; i < inner.Length; i++)
        {
            try
            {
                inner[i].Handler.ValidateBasic(inner[i].Message, rules);
            }
            catch (ChainException fault)
            {
                throw fault.Before($"msg {i}: ");
            }
        }
    }

    private static IMessage Dispatch(DecodedMessage inner, P8e.Protocol.Identifiers.AccountAddress grantee, MessageContext context, EventLog events)
    {
        var addresses = context.Tx.Settings.Addresses;
        var signers = inner.Signers.Select(addresses.ParseSigner).Distinct().ToArray();
        if (signers.Length != 1)
        {
            throw AuthzError.OneSignerOnly.Bare();
        }

        var granter = signers[0];
        if (!granter.Equals(grantee) && !context.Keepers.Authz.TryUse(granter, grantee, inner.Handler.TypeUrl))
        {
            throw AuthzError.NotFound.Wrap(
                $"failed to get grant with given granter: {granter}, grantee: {grantee} & msgType: {inner.Handler.TypeUrl} ");
        }

        try
        {
            return inner.Handler.Handle(inner.Message, new MessageContext(context.Tx, events));
        }
        catch (ChainException fault)
        {
            throw fault.Before($"failed to execute message; message {GogoText.Of(inner.Message)}: ");
        }
    }
}
