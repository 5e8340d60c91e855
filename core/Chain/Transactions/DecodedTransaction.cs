namespace P8e.Chain.Transactions;

/// <summary>What a transaction's bytes say. Nothing of it is verified but the form.</summary>
/// <param name="Hash">Hash of the bytes.</param>
/// <param name="Content">Messages, memo and timeout height.</param>
/// <param name="Fee">What it pays.</param>
/// <param name="Signers">One entry per signer, in order.</param>
public sealed record DecodedTransaction(
    TransactionHash Hash, TransactionContent Content, TransactionFee Fee, IReadOnlyList<DecodedSigner> Signers);
