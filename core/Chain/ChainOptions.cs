namespace P8e.Chain;

/// <summary>Settings of the chain (<c>Chain:…</c>).</summary>
public sealed class ChainOptions
{
    /// <summary>Longest chain id, in characters (CometBFT's limit).</summary>
    public const int ChainIdLengthMaximum = 50;

    /// <summary>The one chain that is signed for and followed, for example <c>pio-testnet-1</c>; 1 to 50 characters. There is no default.</summary>
    public required string ChainId
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ChainIdLengthMaximum, nameof(value));
            field = value;
        }
    }

    /// <summary>How many blocks a signed transaction may wait for inclusion. Default 30 (about two minutes). Range 5 to 1,000.</summary>
    public int TimeoutBlocks
    {
        get;
        set => field = InRange(value, 5, 1000);
    } = 30;

    /// <summary>After how many blocks without inclusion the stored bytes are sent again. Default 3. Range 1 to 100.</summary>
    public int ResendAfterBlocks
    {
        get;
        set => field = InRange(value, 1, 100);
    } = 3;

    /// <summary>Most transactions of one account that wait for a block at once. Default 20. Range 1 to 100.</summary>
    public int InFlightMaximum
    {
        get;
        set => field = InRange(value, 1, 100);
    } = 20;

    /// <summary>How often one row may be signed; each time the one before has provably expired. Default 5. Range 1 to 20.</summary>
    public int AttemptsMaximum
    {
        get;
        set => field = InRange(value, 1, 20);
    } = 5;

    /// <summary>Highest fee of one transaction, in nhash. Default 1,000,000,000,000 (1,000 hash). Range 1 to 10^18.</summary>
    public long FeeMaximumNhash
    {
        get;
        set => field = InRange(value, 1, 1_000_000_000_000_000_000);
    } = 1_000_000_000_000;

    /// <summary>Where following begins when there is no cursor yet. Default 1. Range 1 to 2^62.</summary>
    public long FollowFromHeight
    {
        get;
        set => field = InRange(value, 1, 1L << 62);
    } = 1;

    /// <summary>Most blocks of one run of the follower, so that a timer's tick ends. Default 1,000. Range 1 to 100,000.</summary>
    public int FollowBlocksPerRun
    {
        get;
        set => field = InRange(value, 1, 100_000);
    } = 1000;

    /// <summary>How many blocks are fetched at once. Default 4. Range 1 to 20.</summary>
    public int ParallelReads
    {
        get;
        set => field = InRange(value, 1, 20);
    } = 4;

    /// <summary>Longest reply of a node's CometBFT RPC, in bytes. Default 67,108,864. Range 1,048,576 to 268,435,456.</summary>
    public int ReplyBytesMaximum
    {
        get;
        set => field = InRange(value, 1 << 20, 1 << 28);
    } = 64 << 20;

    private static T InRange<T>(T value, T minimum, T maximum)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, maximum);
        return value;
    }
}
