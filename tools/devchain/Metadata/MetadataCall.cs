using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Devchain.Errors;
using P8e.Devchain.Messages;
using P8e.Devchain.Metadata.Signatures;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata;

/// <summary>One message of the metadata module being carried out.</summary>
internal sealed class MetadataCall
{
    internal MetadataCall(MessageContext context, string typeUrl, IReadOnlyList<string> signers)
    {
        Context = context;
        Signers = signers;
        Signatures = new SignatureEngine(context, typeUrl, signers);
        ValueOwners = new ValueOwnerKeeper(context.Keepers, context.Tx.Settings.Addresses);
    }

    internal MessageContext Context { get; }

    internal IReadOnlyList<string> Signers { get; }

    internal SignatureEngine Signatures { get; }

    internal ValueOwnerKeeper ValueOwners { get; }

    internal MetadataKeeper Store => Context.Keepers.Metadata;

    internal AccountText Accounts => Context.Tx.Settings.Addresses;

    /// <summary>On whose authority a marker may let the scope coin pass (provenance-chain 2.11).</summary>
    internal IReadOnlyList<AccountAddress> Agents => [.. Signers.Select(Accounts.ParseSigner)];

    internal void Emit(IMessage typedEvent) => Context.Events.Add(typedEvent);

    /// <summary>Ends the message with an invalid request when there is something to say.</summary>
    internal static void Refuse(string? fault)
    {
        if (fault is not null)
        {
            throw SdkError.InvalidRequest.Wrap(fault);
        }
    }

    internal static void RefuseIf(bool condition, string fault) => Refuse(condition ? fault : null);

    internal Scope ScopeOrNotFound(ByteString id) =>
        Store.Scopes.Find(id) ?? throw SdkError.NotFound.Wrap($"scope not found with id {IdText.Text(id)}");
}
