using System.Text.Json;
using P8e.Execution.Ports;
using P8e.Protocol;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.PublishContract;

/// <summary>
/// What a publication will do, fixed before the first transaction is queued: a repeat of a step must find the very messages that the first try had, whatever the chain has by then. It is an
/// object of the affiliate, because it may be longer than a history's message.
/// </summary>
/// <param name="Descriptors">Hash of the descriptor set, base64.</param>
/// <param name="Contracts">The rows of the catalogue.</param>
/// <param name="Transactions">The messages of each transaction, in order.</param>
internal sealed record PublicationPlan(string Descriptors, IReadOnlyList<PlannedContract> Contracts, IReadOnlyList<IReadOnlyList<MessageRequest>> Transactions)
{
    /// <summary>Most transactions of one publication.</summary>
    internal const int TransactionsMaximum = 100;

    // The publisher of the JVM sends 10 messages in one transaction (p8e-sdk 3.2); they take a fraction of the gas that a transaction may use.
    private const int MessagesMaximum = 10;
    private const int BytesMaximum = 256 << 10;
    private const int PlanBytesMaximum = 16 << 20;

    /// <summary>Divides messages into transactions, in order.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.LimitExceeded"/>.</exception>
    internal static IReadOnlyList<IReadOnlyList<MessageRequest>> Divide(IEnumerable<ChainMessage> messages)
    {
        var transactions = new List<IReadOnlyList<MessageRequest>>();
        var open = new List<MessageRequest>();
        var bytes = 0;
        foreach (var message in messages)
        {
            if (open.Count == MessagesMaximum || (open.Count > 0 && bytes + message.Value.Length > BytesMaximum))
            {
                transactions.Add(open);
                (open, bytes) = ([], 0);
            }

            open.Add(new MessageRequest(message.TypeUrl, Convert.ToBase64String(message.Value.Span)));
            bytes += message.Value.Length;
        }

        if (open.Count > 0)
        {
            transactions.Add(open);
        }

        return transactions.Count <= TransactionsMaximum
            ? transactions
            : throw new P8eInputException(
                ErrorCodes.LimitExceeded, $"Publishing a package: it takes {transactions.Count} transactions, at most {TransactionsMaximum} are sent. Divide its contracts among several packages.");
    }

    internal static async Task<PublicationPlan> ReadAsync(IExecutionObjects objects, string hash, CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<PublicationPlan>(await objects.GetAsync(ObjectHash.Parse(hash), PlanBytesMaximum, cancellationToken).ConfigureAwait(false))!;

    internal Task<ObjectHash> StoreAsync(IExecutionObjects objects, CancellationToken cancellationToken) =>
        objects.PutAsync(JsonSerializer.SerializeToUtf8Bytes(this), [], cancellationToken);
}
