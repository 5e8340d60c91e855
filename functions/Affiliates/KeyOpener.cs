using P8e.Access.Affiliates;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;

namespace P8e.Functions.Affiliates;

/// <summary>Opens the keys of affiliates, from files and from the vault. Where one cannot be opened nothing else is tried.</summary>
internal sealed class KeyOpener(AffiliateSettings settings)
{
    private const string FilePrefix = "file:";

    /// <summary>The keys of the deployment's own affiliate.</summary>
    internal Task<AffiliateKeys> OpenHomeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (settings.SigningKeyFile is not { } signingFile)
        {
            var none = new NoKeys();
            return Task.FromResult(new AffiliateKeys(none, none));
        }

        return Task.FromResult(OfFiles(signingFile, settings.EncryptionKeyFile ?? signingFile));
    }

    /// <summary>The keys of an affiliate that was added.</summary>
    internal AffiliateKeys Open(AffiliateEntry entry) => OfFiles(PathOf(entry.SigningKey), PathOf(entry.EncryptionKey));

    /// <summary>The public keys of what two references name; opens nothing for longer.</summary>
    internal Task<(PublicKey Signing, PublicKey Encryption)> ReadPublicKeysAsync(string signingKey, string encryptionKey, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var signing = KeyFile.Read(PathOf(signingKey));
        using var encryption = KeyFile.Read(PathOf(encryptionKey));
        return Task.FromResult((signing.PublicKey, encryption.PublicKey));
    }

    /// <summary>A file in the folder of keys: a caller may name one, but no folder.</summary>
    private string PathOf(string reference)
    {
        var name = reference.StartsWith(FilePrefix, StringComparison.Ordinal) ? reference[FilePrefix.Length..] : "";
        return settings.KeysFolder is { } folder && name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name[0] != '.'
            ? Path.Combine(folder, name)
            : throw new P8eInputException(
                ErrorCodes.AffiliateKeyInvalid, "Opening an affiliate's key: it is not named as 'file:NAME', a file in the folder Affiliate__KeysFolder, or as 'vault:NAME/VERSION', a key of the vault.");
    }

    private static AffiliateKeys OfFiles(string signingFile, string encryptionFile)
    {
        var signing = KeyFile.Read(signingFile);
        var encryption = KeyFile.Read(encryptionFile);
        return new AffiliateKeys(new LocalSigner(signing), new LocalKeyAgreement(encryption), signing, encryption);
    }
}
