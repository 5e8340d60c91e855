using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;

namespace P8e.Functions.Affiliates;

/// <summary>
/// The key of an affiliate that was added, in a file that is read when the key is first used: a file that is missing, or holds another key than it did, fails what needs it and nobody else's work.
/// </summary>
/// <param name="path">Finds the file.</param>
/// <param name="expected">The key that was found when the affiliate was added.</param>
internal sealed class FileKey(Func<string> path, PublicKey expected) : ISigner, IKeyAgreement, IDisposable
{
    private readonly Lock _lock = new();
    private PrivateKey? _key;

    /// <inheritdoc cref="ISigner.PublicKey"/>
    public PublicKey PublicKey => expected;

    /// <inheritdoc/>
    public ValueTask<EcdsaSignature> SignDigestAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) => new LocalSigner(Open()).SignDigestAsync(digest, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<SharedSecret> AgreeAsync(PublicKey ephemeral, CancellationToken cancellationToken) => new LocalKeyAgreement(Open()).AgreeAsync(ephemeral, cancellationToken);

    public void Dispose()
    {
        lock (_lock)
        {
            _key?.Dispose();
        }
    }

    private PrivateKey Open()
    {
        lock (_lock)
        {
            return _key ??= Read();
        }
    }

    private PrivateKey Read()
    {
        try
        {
            var key = KeyFile.Read(path());
            if (key.PublicKey.Equals(expected))
            {
                return key;
            }

            key.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or P8eInputException)
        {
            throw Unusable("cannot be read", error);
        }

        throw Unusable("holds another key than when the affiliate was added", null);
    }

    private static P8eStateException Unusable(string why, Exception? cause) => new(
        StateErrorKind.Conflict,
        ErrorCodes.AffiliateKeyInvalid,
        $"Using an affiliate's key: its file {why}. Put the file back that was there, readable by the program alone (Affiliate__KeysFolder).",
        cause);
}
