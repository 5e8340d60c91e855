namespace P8e.Contracts;

/// <summary>
/// What every contract extends (p8e-sdk 2.1). A contract is a public class with exactly one public constructor, whose parameters
/// are records the scope already has; its functions take submitted values and return records. It keeps no state between runs.
/// </summary>
/// <example>
/// <code>
/// [P8eContract("org.example.contract.RecordLoan")]
/// [Participants(PartyType.Originator)]
/// [ScopeSpecification("org.example.Loan")]
/// public sealed class RecordLoan : P8eContract
/// {
///     [Function(PartyType.Originator)]
///     [Record("loan")]
///     public Loan Loan([Input("loan")] Loan loan) => loan;
/// }
/// </code>
/// </example>
public abstract class P8eContract
{
    private ContractContext? _context;

    /// <summary>What the run tells its contract: so far, the time.</summary>
    /// <exception cref="InvalidOperationException">Read in the constructor: the run begins after it, as on the JVM (p8e-sdk B-3).</exception>
    protected ContractContext Context =>
        _context ?? throw new InvalidOperationException("Current time wasn't set prior to contract construction.");

    /// <summary>Begins a run. The engine calls it after construction; a contract's own test does the same.</summary>
    /// <param name="context">What the contract may read; the same for all parties of the run.</param>
    /// <example><code>var contract = new RecordLoan(); contract.Begin(new ContractContext(DateTimeOffset.UnixEpoch));</code></example>
    public void Begin(ContractContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }
}
