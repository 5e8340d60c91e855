using Google.Protobuf;
using P8e.Devchain.Addresses;
using P8e.Devchain.Messages;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Devchain.Metadata.Locators;

/// <summary>What the three messages about object store locators share (provenance-chain 3.8): the owner signs.</summary>
internal abstract class LocatorHandler<TMessage> : MetadataHandler<TMessage>
    where TMessage : class, IMessage<TMessage>, new()
{
    /// <summary>The wrong words for an owner without a locator, as shipped (provenance-chain 10, trap 10).</summary>
    protected const string AlreadyBound = "owner address is already bound to an uri";

    protected abstract ObjectStoreLocator Locator(TMessage message);

    protected override IEnumerable<string> Signers(TMessage message) => [Locator(message).Owner];

    protected override void ValidateBasic(TMessage message, MessageRules rules) => Refuse(Fault(Locator(message), rules.Accounts));

    protected override IMessage Execute(TMessage message, MetadataCall call)
    {
        var locator = Locator(message);
        MetadataCall.Refuse(Fault(locator, call.Accounts));
        return Execute(locator, call.Accounts.Parse(locator.Owner), call);
    }

    protected abstract IMessage Execute(ObjectStoreLocator locator, AccountAddress owner, MetadataCall call);

    /// <summary>The URI has a scheme and a host and is not too long.</summary>
    protected static void CheckUri(string uri, MetadataCall call)
    {
        MetadataCall.RefuseIf(!GoUri.HasSchemeAndHost(uri), "uri is invalid");
        MetadataCall.RefuseIf(
            System.Text.Encoding.UTF8.GetByteCount(uri) > call.Context.Tx.Settings.Limits.LocatorUriLength, "uri length greater than allowed");
    }

    private static string? Fault(ObjectStoreLocator locator, AccountText accounts) =>
        string.IsNullOrWhiteSpace(locator.Owner) ? "owner address cannot be empty"
        : accounts.Fault(locator.Owner) is not null ? $"failed to add locator for a given owner address, invalid address: {locator.Owner}"
        : string.IsNullOrWhiteSpace(locator.LocatorUri) ? "uri cannot be empty"
        : !GoUri.Parses(locator.LocatorUri) ? $"failed to add locator for a given owner address, invalid uri: {locator.LocatorUri}"
        : locator.EncryptionKey.Length > 0 && accounts.Fault(locator.EncryptionKey) is not null
            ? $"failed to add locator for a given owner address: {locator.Owner}, invalid encryption key address: {locator.EncryptionKey}"
            : null;
}
