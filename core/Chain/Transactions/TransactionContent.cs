using System.Text;
using P8e.Protocol;
using P8e.Protocol.Errors;

namespace P8e.Chain.Transactions;

/// <summary>What a transaction says: messages, memo, timeout height (provenance-chain 2.9, TxBody). Valid by construction, immutable.</summary>
public sealed class TransactionContent
{
    /// <summary>Most bytes of a memo: what the main network takes (provenance-chain 5.5); other chains take 256.</summary>
    public const int MemoBytesMaximum = 1024;

    private readonly ChainMessage[] _messages;

    /// <summary>Makes the content; the list is copied.</summary>
    /// <param name="messages">At least one, in order; together below <see cref="SignedTransaction.BytesMaximum"/> bytes.</param>
    /// <param name="memo">At most <see cref="MemoBytesMaximum"/> bytes of UTF-8.</param>
    /// <param name="timeoutHeight">Last height at which a block may take the transaction; 0 means no limit.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ChainTransactionInvalid"/> or <see cref="ErrorCodes.LimitExceeded"/>.</exception>
    public TransactionContent(IEnumerable<ChainMessage> messages, string memo = "", ulong timeoutHeight = 0)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(memo);
        _messages = [.. messages];
        Check(_messages, memo);
        Memo = memo;
        TimeoutHeight = timeoutHeight;
    }

    private TransactionContent(TransactionContent other, ulong timeoutHeight)
    {
        _messages = other._messages;
        Memo = other.Memo;
        TimeoutHeight = timeoutHeight;
    }

    /// <summary>The messages in order.</summary>
    public IReadOnlyList<ChainMessage> Messages => _messages;

    /// <summary>Text beside the messages, public for ever; empty as a rule.</summary>
    public string Memo { get; }

    /// <summary>Last height at which a block may take the transaction; 0 means no limit.</summary>
    public ulong TimeoutHeight { get; }

    /// <summary>The same content with another timeout height; the messages are shared.</summary>
    public TransactionContent WithTimeout(ulong height) => new(this, height);

    private static void Check(ChainMessage[] messages, string memo)
    {
        if (messages.Length == 0)
        {
            throw new P8eInputException(ErrorCodes.ChainTransactionInvalid, "Building a transaction: it has no message. Give at least one.");
        }

        var bytes = messages.Sum(message => (long)message.Value.Length);
        if (bytes > SignedTransaction.BytesMaximum)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded,
                $"Building a transaction: its messages have {bytes} bytes, a transaction at most {SignedTransaction.BytesMaximum}. Split it.");
        }

        if (Encoding.UTF8.GetByteCount(memo) > MemoBytesMaximum)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded, $"Building a transaction: its memo has more than {MemoBytesMaximum} bytes. Shorten it.");
        }
    }
}
