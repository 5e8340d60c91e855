using P8e.Cryptography.Signatures;
using P8e.Protocol.Errors;

namespace P8e.Chain.Transactions;

/// <summary>Builds and signs transactions of one key for one chain (provenance-chain 5.2).</summary>
public sealed class TransactionSigner
{
    private readonly ISigner _signer;
    private readonly string _chainId;

    /// <summary>Makes a signer.</summary>
    /// <param name="signer">The key.</param>
    /// <param name="chainId">The only chain for which it signs, 1 to 50 characters.</param>
    public TransactionSigner(ISigner signer, string chainId)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentException.ThrowIfNullOrEmpty(chainId);
        _signer = signer;
        _chainId = chainId;
    }

    /// <summary>
    /// A transaction for asking what it costs: no fee, an empty signature, but the right key and sequence, which a node checks even on trial
    /// (provenance-chain 5.5). Nobody can put it on the chain.
    /// </summary>
    /// <param name="content">What it says.</param>
    /// <param name="sequence">The account's next sequence.</param>
    public ReadOnlyMemory<byte> BuildUnsigned(TransactionContent content, ulong sequence)
    {
        ArgumentNullException.ThrowIfNull(content);
        return TransactionBytes.Raw(TransactionBytes.Body(content), TransactionBytes.AuthInfo(_signer.PublicKey, sequence, fee: null), []);
    }

    /// <summary>Signs; one call of the key. Store the result before it is sent anywhere.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="fee">What it pays.</param>
    /// <param name="state">Chain, account number and sequence as a node reported them.</param>
    /// <param name="cancellationToken">Ends the wait for a remote signer.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ChainWrongChain"/>: the numbers come from another chain; nothing was signed.</exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>: larger than <see cref="SignedTransaction.BytesMaximum"/>.</exception>
    /// <exception cref="P8eTransientException">The signer cannot be reached.</exception>
    public async Task<SignedTransaction> SignAsync(
        TransactionContent content, TransactionFee fee, SignerState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fee);
        ArgumentNullException.ThrowIfNull(state);
        ChainIdentity.Require(_chainId, state.ChainId, "Signing a transaction");

        var body = TransactionBytes.Body(content);
        var authInfo = TransactionBytes.AuthInfo(_signer.PublicKey, state.Sequence, fee);
        var document = TransactionBytes.SignDocument(body, authInfo, state.ChainId, state.AccountNumber);
        CheckSize(document.Length);
        var digest = Signing.Digest(document, SignatureDigest.Sha256);
        var signature = await _signer.SignDigestAsync(digest, cancellationToken).ConfigureAwait(false);
        var bytes = TransactionBytes.Raw(body, authInfo, signature.ToLowS().Compact);
        CheckSize(bytes.Length);
        return new SignedTransaction(bytes, TransactionHash.Of(bytes), state.Sequence, content.TimeoutHeight);
    }

    private static void CheckSize(int length)
    {
        if (length > SignedTransaction.BytesMaximum)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Signing a transaction: {length} bytes are more than the {SignedTransaction.BytesMaximum} that a node takes. Split it.");
        }
    }
}
