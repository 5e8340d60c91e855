using P8e.Devchain.Errors;

namespace P8e.Devchain.Storage;

/// <summary>Counts the gas of one transaction and stops it at the limit.</summary>
internal sealed class GasMeter(long limit)
{
    /// <summary>Highest gas the transaction may use; <see cref="long.MaxValue"/> in simulations.</summary>
    internal long Limit => limit;

    internal long Used { get; private set; }

    internal static GasMeter Unlimited() => new(long.MaxValue);

    /// <summary>Spends gas for an operation, named as the node names it in its out-of-gas text.</summary>
    internal void Consume(long amount, string operation)
    {
        Used += amount;
        if (Used > limit)
        {
            throw SdkError.OutOfGas.Wrap($"out of gas in location: {operation}; gasWanted: {limit}, gasUsed: {Used}");
        }
    }

    /// <summary>Takes over what was used before the limit was known.</summary>
    internal GasMeter WithLimit(long newLimit) => new(newLimit) { Used = Used };
}
