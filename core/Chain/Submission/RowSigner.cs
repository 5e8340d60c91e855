using P8e.Chain.Blocks;
using P8e.Chain.Fees;
using P8e.Chain.Node;
using P8e.Chain.Transactions;
using P8e.Cryptography.Signatures;

namespace P8e.Chain.Submission;

/// <summary>Fee, gas, timeout height and signature of a row.</summary>
internal sealed class RowSigner(ISigner signer, ChainOptions options, INodeQueries queries)
{
    private readonly TransactionSigner _signer = new(signer, options.ChainId);
    private readonly FeeQuoter _fees = new(queries, (UInt128)options.FeeMaximumNhash);

    internal async Task<SignedAttempt> SignAsync(
        OutboxRow row, ulong accountNumber, ulong sequence, ChainStatus status, CancellationToken cancellationToken)
    {
        var content = row.Content.WithTimeout((ulong)(status.LatestHeight + options.TimeoutBlocks));
        var fee = await _fees.QuoteAsync(_signer.BuildUnsigned(content, sequence), cancellationToken).ConfigureAwait(false);
        var transaction = await _signer
            .SignAsync(content, fee, new SignerState(status.ChainId, accountNumber, sequence), cancellationToken).ConfigureAwait(false);
        return new SignedAttempt(transaction, status.LatestHeight, (row.Attempt?.Number ?? 0) + 1);
    }
}
