using P8e.Chain.Submission;
using P8e.Ports.Chain;

namespace P8e.Chain.Tests.Submission;

/// <summary>The in-memory outbox keeps the port's promises, so that tests over it mean something.</summary>
public sealed class InMemoryOutboxTests : OutboxConformance
{
    /// <inheritdoc/>
    protected override IOutbox Outbox { get; } = new InMemoryOutbox();
}
