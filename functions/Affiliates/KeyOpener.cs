using P8e.Access.Affiliates;
using P8e.Azure.Vault;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;

namespace P8e.Functions.Affiliates;

/// <summary>Opens the keys of affiliates: in the vault, or in files. Where one cannot be opened nothing else is tried.</summary>
/// <param name="settings">Where the deployment's own keys are, and the folder of others' files.</param>
/// <param name="vault">The vault; asked for when a key lies there.</param>
internal sealed class KeyOpener(AffiliateSettings settings, Func<VaultKeys> vault) : IDisposable
{
    private const string FilePrefix = "file:";

    private readonly Lazy<VaultKeys> _vault = new(vault);

    /// <summary>The keys of the deployment's own affiliate. In the vault that takes two calls.</summary>
    internal async Task<AffiliateKeys> OpenHomeAsync(CancellationToken cancellationToken)
    {
        if (settings.SigningKey is { } signingKey)
        {
            var signer = await _vault.Value.OpenSignerAsync(signingKey, cancellationToken);
            var agreement = await _vault.Value.OpenAgreementAsync(settings.EncryptionKey!, cancellationToken);
            return new AffiliateKeys(signer, agreement, agreement);
        }

        if (settings.SigningKeyFile is { } file)
        {
            return OfFiles(file, settings.EncryptionKeyFile ?? file);
        }

        var none = new NoKeys();
        return new AffiliateKeys(none, none);
    }

    /// <summary>The keys of an affiliate that was added. Vault and files are asked when they are used: one affiliate's keys are none of another's trouble.</summary>
    internal AffiliateKeys Open(AffiliateEntry entry)
    {
        if (VaultAddress(entry.SigningKey) is not { } signingKey)
        {
            var signing = new FileKey(() => PathOf(entry.SigningKey), KeyText.ReadPublic(entry.SigningPublicKey));
            var encryption = new FileKey(() => PathOf(entry.EncryptionKey), KeyText.ReadPublic(entry.EncryptionPublicKey));
            return new AffiliateKeys(signing, encryption, signing, encryption);
        }

        var agreement = _vault.Value.UseAgreement(VaultAddress(entry.EncryptionKey) ?? throw Unknown(), KeyText.ReadPublic(entry.EncryptionPublicKey));
        return new AffiliateKeys(_vault.Value.UseSigner(signingKey, KeyText.ReadPublic(entry.SigningPublicKey)), agreement, agreement);
    }

    /// <summary>The public keys of what two references name, after a look whether they can be used.</summary>
    internal async Task<(PublicKey Signing, PublicKey Encryption)> ReadPublicKeysAsync(string signingKey, string encryptionKey, CancellationToken cancellationToken)
    {
        if (VaultAddress(signingKey) is { } signingAddress)
        {
            var signer = await _vault.Value.OpenSignerAsync(signingAddress, cancellationToken);
            using var agreement = await _vault.Value.OpenAgreementAsync(VaultAddress(encryptionKey) ?? throw Unknown(), cancellationToken);
            return (signer.PublicKey, agreement.PublicKey);
        }

        using var signing = KeyFile.Read(PathOf(signingKey));
        using var encryption = KeyFile.Read(PathOf(encryptionKey));
        return (signing.PublicKey, encryption.PublicKey);
    }

    public void Dispose()
    {
        if (_vault.IsValueCreated)
        {
            _vault.Value.Dispose();
        }
    }

    private static Uri? VaultAddress(string reference) => Uri.TryCreate(reference, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : null;

    /// <summary>A file in the folder of keys: a caller may name one, but no folder.</summary>
    private string PathOf(string reference)
    {
        var name = reference.StartsWith(FilePrefix, StringComparison.Ordinal) ? reference[FilePrefix.Length..] : "";
        return settings.KeysFolder is { } folder && name.Length is > 0 and <= 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name[0] != '.'
            ? Path.Combine(folder, name)
            : throw Unknown();
    }

    private static P8eInputException Unknown() => new(
        ErrorCodes.AffiliateKeyInvalid,
        "Opening an affiliate's keys: they are not both named as keys of the configured vault, https://VAULT/keys/NAME/VERSION and https://VAULT/secrets/NAME/VERSION, or both as 'file:NAME', a file in the folder Affiliate__KeysFolder.");

    private static AffiliateKeys OfFiles(string signingFile, string encryptionFile)
    {
        var signing = KeyFile.Read(signingFile);
        var encryption = KeyFile.Read(encryptionFile);
        return new AffiliateKeys(new LocalSigner(signing), new LocalKeyAgreement(encryption), signing, encryption);
    }
}
