using P8e.Chain;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Ports;
using P8e.Ports.Chain;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.SubmitMessages;

public sealed class QueueTransactionActivityTests
{
    private static readonly ActivityContext Context = new("instance", QueueTransactionActivity.Name);
    private readonly InMemoryOutbox _outbox = new();
    private readonly ManualTimeProvider _time = new();
    private int _added;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NewTransaction_IsInTheOutboxUnderTheWorkflowsName()
    {
        Assert.Null(await RunAsync(Submissions.Request(3), number: 3));

        var row = await _outbox.FindAsync(Submissions.Account, "instance:3", Token);
        Assert.Equal(OutboxState.Pending, row!.State);
        Assert.Equal("number 3", row.Content.Memo);
        Assert.Equal(new byte[] { 1, 3 }, row.Content.Messages.Single().Value.ToArray());
        Assert.Equal(Submissions.ChainId, row.ChainId);
        Assert.Equal(_time.GetUtcNow(), row.Added);
        Assert.Equal(1, _added);
    }

    [Fact]
    public async Task RunAsync_Repeated_ChangesNothing()
    {
        await RunAsync(Submissions.Request(0));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await RunAsync(Submissions.Request(0)));

        Assert.Single(await _outbox.ListOpenAsync(Submissions.Account, Token).ToListAsync(Token));
        Assert.Equal(1, _added);
    }

    [Fact]
    public async Task RunAsync_RepeatedAfterTheEnd_AnswersTheOutcome()
    {
        await RunAsync(Submissions.Request(0));
        var row = await _outbox.FindAsync(Submissions.Account, "instance:0", Token);
        var claim = await _outbox.ClaimAsync(Submissions.Account, Token);
        await _outbox.TryUpdateAsync(claim, row! with { State = OutboxState.Failed, Outcome = new OutboxOutcome(0, 0, ErrorCodes.ChainSimulationFailed, "no") }, Token);

        Assert.Equal(new TransactionOutcome(null, 0, 0, ErrorCodes.ChainSimulationFailed, "no"), await RunAsync(Submissions.Request(0)));
    }

    [Fact]
    public async Task RunAsync_OtherContentUnderTheSameId_IsRefused()
    {
        await RunAsync(Submissions.Request(0));

        var error = await Assert.ThrowsAsync<P8eStateException>(() => RunAsync(Submissions.Request(1)));

        Assert.Equal(ErrorCodes.ChainRowConflict, error.Code);
    }

    [Fact]
    public async Task RunAsync_AccountWithoutWriter_IsRefused()
    {
        var foreign = AccountAddress.FromBytes(AccountAddress.TestNetPrefix, Party.Named("mallory").Key.ToAddressBytes());

        var error = await Assert.ThrowsAsync<P8eStateException>(() => RunAsync(Submissions.Request(0), account: foreign));

        Assert.Equal(ErrorCodes.ChainAccountForeign, error.Code);
        Assert.Empty(await _outbox.ListOpenAsync(foreign, Token).ToListAsync(Token));
    }

    [Theory]
    [InlineData("no-base64", "/test.Message", ErrorCodes.ChainMessageInvalid)]
    [InlineData("AQ==", "test.Message", ErrorCodes.ChainMessageInvalid)]
    public async Task RunAsync_MalformedMessage_IsRefused(string value, string typeUrl, string code)
    {
        var error = await Assert.ThrowsAsync<P8eInputException>(() => RunAsync(new TransactionRequest([new MessageRequest(typeUrl, value)])));

        Assert.Equal(code, error.Code);
    }

    private Task<TransactionOutcome?> RunAsync(TransactionRequest request, int number = 0, AccountAddress? account = null) =>
        new QueueTransactionActivity(new SubmissionServices(
            _outbox, new HashSet<AccountAddress> { Submissions.Account }, new ChainOptions { ChainId = Submissions.ChainId }, _time, () => _added++))
            .RunAsync(Context, new QueuedTransaction((account ?? Submissions.Account).ToString(), number, request), Token);
}
