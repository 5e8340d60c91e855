namespace P8e.Contracts;

/// <summary>What a run tells its contract. Every party runs the contract with the same values, so results can be compared.</summary>
/// <example><code>reading.Seconds = Context.Now.ToUnixTimeSeconds();</code></example>
public sealed class ContractContext
{
    /// <summary>Makes the context of one run.</summary>
    /// <param name="now">Any offset; kept as UTC.</param>
    public ContractContext(DateTimeOffset now) => Now = now.ToUniversalTime();

    /// <summary>
    /// When the initiator submitted the contract, in UTC; never this machine's clock. The epoch when the initiator's tools do not
    /// send a time (design 8, p8e-sdk B-3).
    /// </summary>
    public DateTimeOffset Now { get; }
}
