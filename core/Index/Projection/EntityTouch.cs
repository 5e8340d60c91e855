using P8e.Chain.Following;
using P8e.Chain.Transactions;

namespace P8e.Index.Projection;

/// <summary>The last thing a block did to a session or record.</summary>
/// <param name="Change">What.</param>
/// <param name="Transaction">By which transaction; null for the block itself.</param>
internal readonly record struct EntityTouch(EntityChange Change, TransactionHash? Transaction);
