namespace P8e.Devchain.Blocks;

/// <summary>Is given every block before anybody can see it.</summary>
internal interface IBlockSink
{
    /// <summary>Keeps the block; when this throws, the block was never made.</summary>
    void Keep(Block block);
}
