using P8e.Devchain.Blocks;

namespace P8e.Devchain.History;

/// <summary>A block and the hashes that later blocks build on; headers are made from these when somebody asks, because most blocks are empty.</summary>
/// <param name="Block">The block.</param>
/// <param name="Hash">Hash of its header, which is the hash the block goes by.</param>
/// <param name="ResultsHash">Hash of what became of its transactions.</param>
/// <param name="AppHash">Stands for the state after it; the next header holds it.</param>
internal sealed record StoredBlock(Block Block, byte[] Hash, byte[] ResultsHash, byte[] AppHash);
