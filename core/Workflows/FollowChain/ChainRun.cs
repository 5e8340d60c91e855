using System.Runtime.ExceptionServices;
using P8e.Chain;
using P8e.Chain.Blocks;
using P8e.Chain.Following;
using P8e.Chain.Submission;
using P8e.Durable;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Workflows.FollowChain;

/// <summary>
/// What happens on the chain's timer: blocks are followed first and waiting workflows told, then each account's writer settles what the follower has seen and
/// sends what is due. In this order the listener sees every row while it waits (design section 5, <c>FollowChain</c> and <c>Memorialiser</c>).
/// Whoever runs it holds the timer's lease; two at once lose nothing, but take turns as writers.
/// </summary>
public sealed class ChainRun
{
    private readonly BlockFollower _follower;
    private readonly IReadOnlyList<KeyValuePair<AccountAddress, OutboxWriter>> _writers;
    private readonly Action<AccountAddress, Exception>? _report;
    private readonly OutcomeEvents _events;

    /// <summary>Makes the run of a deployment.</summary>
    /// <param name="options">The chain.</param>
    /// <param name="blocks">The node whose blocks are followed.</param>
    /// <param name="cursors">How far they were.</param>
    /// <param name="outbox">What is to be sent.</param>
    /// <param name="writers">The signing accounts of this deployment, each with its writer.</param>
    /// <param name="workflows">Told of outcomes.</param>
    /// <param name="payloads">How event payloads are written; the same as the orchestrators' registry has.</param>
    /// <param name="before">Gets the same blocks before anybody is told of them, for example the index: who hears of a commit finds its effects there. Null for nothing.</param>
    /// <param name="clock">Dates the spans of what was indexed; null is the system's.</param>
    /// <param name="report">Told when one account's writer failed while another's did not; null for nobody.</param>
    public ChainRun(
        ChainOptions options,
        IBlockSource blocks,
        ICursorStore cursors,
        IOutbox outbox,
        IReadOnlyDictionary<AccountAddress, OutboxWriter> writers,
        IOrchestrationClient workflows,
        PayloadSerializer payloads,
        IBlockHandler? before = null,
        TimeProvider? clock = null,
        Action<AccountAddress, Exception>? report = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(writers);
        _events = new OutcomeEvents(workflows, payloads);
        _writers = [.. writers];
        _report = report;
        _follower = new BlockFollower("commits", options, blocks, cursors, new CommitHandler(outbox, [.. writers.Keys], _events, before, clock ?? TimeProvider.System));
    }

    /// <summary>What the follower's last run that succeeded did; null before there is one.</summary>
    public FollowReport? Followed { get; private set; }

    /// <summary>How many rows of the outbox were open after the last run of all writers.</summary>
    public int OpenRows { get; private set; }

    /// <summary>Whether the last run sent something or learned an outcome.</summary>
    public bool HasMoved { get; private set; }

    /// <summary>One run. It is worth repeating at once while the result is true.</summary>
    /// <param name="cancellationToken">Ends the run; the next one goes on.</param>
    /// <returns>Whether something was handled or sent.</returns>
    /// <exception cref="P8eTransientException">The node or the storage is out of reach, for every account: run again later.</exception>
    /// <exception cref="P8eStateException">The chain contradicts what was followed before, or is another one: an operator has to look; nothing was sent.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var followed = Followed = await _follower.RunAsync(cancellationToken).ConfigureAwait(false);
        var isBusy = followed.Handled > 0;
        var troubles = new List<(AccountAddress Account, Exception Error)>();
        var open = 0;
        HasMoved = false;
        foreach (var (account, writer) in _writers)
        {
            try
            {
                var written = await writer.RunAsync(followed.Height, cancellationToken).ConfigureAwait(false);
                await _events.RaiseUnseenAsync(written, cancellationToken).ConfigureAwait(false);
                open += written.Open;
                HasMoved |= written.Sent + written.Finished.Count > 0;
            }
            catch (Exception error) when (error is P8eException or DurableException)
            {
                // One account's key or row is not the others' trouble: they are served all the same.
                troubles.Add((account, error));
            }
        }

        OpenRows = open;
        if (troubles.Count > 0 && troubles.Count == _writers.Count)
        {
            ExceptionDispatchInfo.Throw(troubles[0].Error);
        }

        troubles.ForEach(trouble => _report?.Invoke(trouble.Account, trouble.Error));
        return isBusy || HasMoved;
    }
}
