using P8e.Chain.Following;
using P8e.Ports.Chain;

namespace P8e.Chain.Tests.Following;

/// <summary>The in-memory cursors keep the port's promises, so that tests over them mean something.</summary>
public sealed class InMemoryCursorStoreTests : CursorStoreConformance
{
    /// <inheritdoc/>
    protected override ICursorStore Cursors { get; } = new InMemoryCursorStore();
}
