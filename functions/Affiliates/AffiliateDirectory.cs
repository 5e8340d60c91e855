using P8e.Access.Affiliates;
using P8e.Access.Ports;
using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Functions.Affiliates;

/// <summary>Adds affiliates to this deployment and removes them.</summary>
internal sealed class AffiliateDirectory(HostedAffiliates affiliates, KeyOpener keys, TimeProvider clock)
{
    private const string Doing = "Adding an affiliate";

    /// <summary>Adds an affiliate whose keys can be opened here; one that was removed comes back, if its keys are still the same.</summary>
    /// <exception cref="P8eInputException">A key is not named in a known form, or there is none.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateTaken"/>; or a key may not be used.</exception>
    internal async Task<AffiliateEntry> AddAsync(AffiliateName name, string signingKey, string encryptionKey, string actor, CancellationToken cancellationToken)
    {
        var (signing, encryption) = await keys.ReadPublicKeysAsync(signingKey, encryptionKey, cancellationToken);
        var entry = new AffiliateEntry(name, signingKey, KeyText.Write(signing), encryptionKey, KeyText.Write(encryption), clock.GetUtcNow(), actor);
        var known = await affiliates.Registry.ListAsync(cancellationToken);
        if (known.FirstOrDefault(other => other.Name == name) is { Removed: not null } removed
            && (removed.SigningPublicKey, removed.EncryptionPublicKey) == (entry.SigningPublicKey, entry.EncryptionPublicKey))
        {
            if ((removed.SigningKey, removed.EncryptionKey) != (signingKey, encryptionKey))
            {
                throw Taken($"it was removed when its keys were at {removed.SigningKey} and {removed.EncryptionKey}. Add it with these; keys that have moved are not followed yet.");
            }

            await affiliates.Registry.TryMarkAsync(name, null, cancellationToken);
            affiliates.Forget();
            return removed with { Removed = null };
        }

        if (known.Count >= IAffiliateRegistry.EntriesMaximum)
        {
            throw new P8eStateException(StateErrorKind.Conflict, ErrorCodes.LimitExceeded, $"{Doing}: this deployment has {known.Count} already, which is the most. Use another deployment.");
        }

        RefuseKeysOfHome(signing, encryption);
        var addition = name == affiliates.HomeName ? AffiliateAddition.NameTaken : await affiliates.Registry.AddAsync(entry, cancellationToken);
        affiliates.Forget();
        return addition switch
        {
            AffiliateAddition.Added => entry,
            AffiliateAddition.NameTaken => throw Taken("there is one of this name, or was one with other keys; names are not given twice. Choose another name."),
            _ => throw Taken(KeyTaken),
        };
    }

    /// <summary>Stops serving an affiliate. What it stored stays, and its name and keys stay taken; adding it again with the same keys brings it back.</summary>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.AffiliateNotFound"/>.</exception>
    internal async Task RemoveAsync(AffiliateName name, CancellationToken cancellationToken)
    {
        if (name == affiliates.HomeName)
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.AffiliateTaken, "Removing an affiliate: this one is the deployment's own, which its settings name (Affiliate__Name). Change the settings instead.");
        }

        if (!await affiliates.Registry.TryMarkAsync(name, clock.GetUtcNow(), cancellationToken))
        {
            throw HostedAffiliates.Missing();
        }

        affiliates.Forget();
    }

    private const string KeyTaken = "one of its keys is another affiliate's, or was: their accounts or mailboxes would be one. Make keys of its own.";

    private void RefuseKeysOfHome(PublicKey signing, PublicKey encryption)
    {
        if (!affiliates.HasHomeKeys)
        {
            return;
        }

        PublicKey[] own = [affiliates.Home.Signer.PublicKey, affiliates.Home.Encryption.PublicKey];
        if (own.Contains(signing) || own.Contains(encryption))
        {
            throw Taken(KeyTaken);
        }
    }

    private static P8eStateException Taken(string why) => new(StateErrorKind.Conflict, ErrorCodes.AffiliateTaken, $"{Doing}: {why}");
}
