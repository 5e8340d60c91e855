using P8e.Chain.Submission;
using P8e.Chain.Transactions;
using P8e.Ports;
using P8e.Protocol;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.Tests.Support;

/// <summary>Requests and rows of one account.</summary>
internal static class Submissions
{
    internal const string ChainId = "testing";

    internal static AccountAddress Account { get; } = AccountAddress.FromBytes(AccountAddress.TestNetPrefix, Party.Named("alice").Key.ToAddressBytes());

    internal static TransactionRequest Request(int number) => new([new MessageRequest("/test.Message", Convert.ToBase64String([1, (byte)number]))], $"number {number}");

    internal static SubmitMessagesInput Input(int transactions) => new(Account.ToString(), [.. Enumerable.Range(0, transactions).Select(Request)]);

    internal static TransactionOutcome Success(int number) => new(new string('A', 64), 100 + number, 0, null, null);

    /// <summary>The row of a workflow's transaction, signed so that its hash is known.</summary>
    internal static async Task<OutboxRow> AddSignedAsync(IOutbox outbox, string rowId, int number, CancellationToken cancellationToken)
    {
        var content = new TransactionContent([ChainMessage.FromBytes("/test.Message", [1, (byte)number])], "", timeoutHeight: 50);
        var row = new OutboxRow { Account = Account, Id = rowId, ChainId = ChainId, Content = content, Added = DateTimeOffset.UnixEpoch };
        Assert.True(await outbox.TryAddAsync(row, cancellationToken));
        var signed = await new TransactionSigner(Party.Named("alice").Signer, ChainId).SignAsync(
            content, new TransactionFee([], 100_000), new SignerState(ChainId, 1, (ulong)number), cancellationToken);
        var claim = await outbox.ClaimAsync(Account, cancellationToken);
        var stored = await outbox.FindAsync(Account, rowId, cancellationToken);
        return (await outbox.TryUpdateAsync(claim, stored! with { State = OutboxState.Waiting, Attempt = new SignedAttempt(signed, 10, 1) }, cancellationToken))!;
    }
}
