using P8e.Chain;
using P8e.Chain.Blocks;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Ports;
using P8e.Ports.Chain;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Workflows.FollowChain;
using P8e.Workflows.Tests.Support;

namespace P8e.Workflows.Tests.FollowChain;

public sealed class ChainRunTests
{
    private readonly InMemoryOutbox _outbox = new();
    private readonly InMemoryCursorStore _cursors = new();
    private readonly RecordingClient _client = new();
    private readonly List<string> _calls = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Who is told of a commit finds it in the index: so the index comes first, and while it is out of reach nobody is told and the cursor stays.</summary>
    [Fact]
    public async Task RunAsync_HandlerBefore_HasKeptTheBlocksWhenWorkflowsAreTold()
    {
        var row = await Submissions.AddSignedAsync(_outbox, "one:0", 0, Token);
        var blocks = new OneBlock(row.Attempt!.Transaction.Hash);

        await Assert.ThrowsAsync<IOException>(() => Run(blocks, Task.FromException(new IOException("away"))).RunAsync(Token));
        Assert.Equal((0, 0), (_client.Raised.Count, _cursors.Moves));

        // The writer's node is away, but that comes after the blocks.
        await Assert.ThrowsAsync<P8eTransientException>(() => Run(blocks, Task.CompletedTask).RunAsync(Token));
        Assert.Equal(["index 1", "index 1"], _calls);
        Assert.Equal(("one", 1), (Assert.Single(_client.Raised).Instance, _cursors.Moves));
    }

    private ChainRun Run(IBlockSource blocks, Task end)
    {
        var options = new ChainOptions { ChainId = Submissions.ChainId };
        var node = new AbsentNode();
        var writer = new OutboxWriter(AccountAddress.TestNetPrefix, Party.Named("alice").Signer, options, _outbox, node, node, blocks);
        var writers = new Dictionary<AccountAddress, OutboxWriter> { [Submissions.Account] = writer };
        return new ChainRun(options, blocks, _cursors, _outbox, writers, _client, new PayloadSerializer(), new LambdaHandler("index", _calls, end));
    }
}
