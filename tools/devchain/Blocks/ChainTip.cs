using P8e.Devchain.Storage;

namespace P8e.Devchain.Blocks;

/// <summary>The last committed block's height, time and state; before there is any, one below the first height, and genesis.</summary>
internal sealed record ChainTip(StateVersion State, long Height, ChainTime Time);
