using P8e.Functions.Chain;

namespace P8e.Functions.Tests.Chain;

/// <summary>A tick stays for what moves, not for what is stuck.</summary>
public sealed class TickAttentionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly TickAttention _attention = new();

    [Fact]
    public void IsDue_WhileWhatWasSentIsOpen_UntilItIsOld()
    {
        Assert.True(_attention.IsDue(hasMoved: true, openRows: 1, Noon));
        Assert.True(_attention.IsDue(hasMoved: false, openRows: 1, Noon + TickAttention.Span));
        Assert.False(_attention.IsDue(hasMoved: false, openRows: 1, Noon + TickAttention.Span + TimeSpan.FromSeconds(1)));
        Assert.True(_attention.IsDue(hasMoved: true, openRows: 1, Noon + TimeSpan.FromHours(1)));
    }

    [Fact]
    public void IsDue_OfRowsThatNeverMoved_IsFalse() => Assert.False(_attention.IsDue(hasMoved: false, openRows: 3, Noon));

    [Fact]
    public void IsDue_WithNothingOpen_IsFalse() => Assert.False(_attention.IsDue(hasMoved: true, openRows: 0, Noon));
}
