namespace P8e.Durable.Ports;

/// <summary>One atomic step: at most <see cref="HubLimits.CommitRowsMax"/> rows and <see cref="HubLimits.CommitBytesMax"/>.</summary>
/// <param name="InstanceId">Whose.</param>
/// <param name="ExpectedVersion">The version it builds on; null when the instance must not exist.</param>
/// <param name="State">The new state.</param>
public sealed record HubCommit(string InstanceId, string? ExpectedVersion, ReadOnlyMemory<byte> State)
{
    /// <summary>New history rows; none of them exists yet.</summary>
    public IReadOnlyList<HubHistoryRow> History { get; init; } = [];

    /// <summary>Ids of messages that the step has dealt with. Each exists: it was read after the expected version was, and only commits take messages away.</summary>
    public IReadOnlyList<string> ConsumedMessages { get; init; } = [];
}
