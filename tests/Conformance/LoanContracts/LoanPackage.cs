using P8e.Conformance.Packages;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Dynamic;

namespace P8e.Conformance.LoanContracts;

/// <summary>The one contract of <c>samples/Loan</c>, in the package as built beside this program.</summary>
public sealed class LoanPackage : IDisposable
{
    /// <summary>The contract's name on the wire.</summary>
    public const string ContractClass = "io.provenance.scope.loan.contracts.RecordLoanContract";

    private static readonly PackageFiles Files = PackageFiles.Of(Path.Combine(AppContext.BaseDirectory, "P8e.LoanContracts.dll"), records: null);

    private readonly ContractPackage _package;

    private LoanPackage(ContractPackage package) => _package = package;

    /// <summary>What the package declares.</summary>
    public PackageDescription Description => _package.Description;

    /// <summary>The types of its records, as the program learns them at publication.</summary>
    public DescriptorSet Messages => _package.Messages;

    /// <summary>The functions of the contract, in the order in which the engine calls them.</summary>
    public IReadOnlyList<FunctionDescription> Functions => Contract.Functions;

    internal ContractDescription Contract => _package.Find(ContractClass)!;

    /// <summary>Starts a sandbox and reads the package.</summary>
    public static async Task<LoanPackage> StartAsync(CancellationToken cancellationToken) => new(await ContractPackage.StartAsync(Files, cancellationToken));

    /// <summary>Runs all functions as the engine would: each gets the inputs that it names.</summary>
    public Task<IReadOnlyList<FunctionOutcome>> RunAsync(
        DateTimeOffset now, IReadOnlyList<NamedValue> records, IReadOnlyList<NamedValue> inputs, CancellationToken cancellationToken) =>
        _package.RunAsync(
            new RunRequest(
                ContractClass,
                now,
                records,
                [.. Functions.Select(function => new FunctionCall(
                    function.Name,
                    [.. inputs.Where(input => function.Parameters.Any(parameter => parameter.Name == input.Name))]))]),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _package.Dispose();
}
