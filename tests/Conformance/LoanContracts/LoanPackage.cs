using System.Security.Cryptography;
using P8e.Execution.Sandbox;
using P8e.Execution.Specs;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.LoanContracts;

/// <summary>The package of <c>samples/Loan</c> as built beside this program, run in real sandbox processes.</summary>
public sealed class LoanPackage : IDisposable
{
    /// <summary>The contract's name on the wire.</summary>
    public const string ContractClass = "io.provenance.scope.loan.contracts.RecordLoanContract";

    private static readonly LoadRequest Files = new(Read("P8e.LoanContracts"), Read("P8e.LoanRecords"));
    private static readonly SandboxKey Key = new(AffiliateName.Parse("lender"), HashOf(Files.Contracts), HashOf(Files.Records));

    private readonly SandboxPool _pool = new(
        new SandboxOptions
        {
            ExecutablePath = Path.Combine(AppContext.BaseDirectory, "P8e.Execution.Sandbox"),
            CallTimeLimit = TimeSpan.FromMinutes(1),
            StartTimeLimit = TimeSpan.FromMinutes(2),
            MaxProcesses = 1,
        },
        TimeProvider.System);

    private LoanPackage()
    {
    }

    /// <summary>What the package declares.</summary>
    public PackageDescription Description { get; private set; } = null!;

    /// <summary>The types of its records, as the program learns them at publication.</summary>
    public DescriptorSet Messages { get; private set; } = null!;

    /// <summary>The functions of the contract, in the order in which the engine calls them.</summary>
    public IReadOnlyList<FunctionDescription> Functions => Contract.Functions;

    internal ContractDescription Contract => Description.Contracts.Single(contract => contract.ClassName == ContractClass);

    /// <summary>Starts a sandbox and reads the package.</summary>
    public static async Task<LoanPackage> StartAsync(CancellationToken cancellationToken)
    {
        var package = new LoanPackage();
        package.Description = await package._pool.DescribeAsync(Key, ReadAsync, cancellationToken);
        package.Messages = RecordDescriptors.Load(package.Description);
        return package;
    }

    /// <summary>Runs all functions as the engine would: each gets the inputs that it names.</summary>
    public Task<IReadOnlyList<FunctionOutcome>> RunAsync(
        DateTimeOffset now, IReadOnlyList<NamedValue> records, IReadOnlyList<NamedValue> inputs, CancellationToken cancellationToken) =>
        _pool.RunAsync(
            Key,
            ReadAsync,
            new RunRequest(
                ContractClass,
                now,
                records,
                [.. Functions.Select(function => new FunctionCall(
                    function.Name,
                    [.. inputs.Where(input => function.Parameters.Any(parameter => parameter.Name == input.Name))]))]),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private static Task<LoadRequest> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Files);
    }

    private static byte[] Read(string assembly) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

    private static ObjectHash HashOf(ReadOnlyMemory<byte> file) => ObjectHash.FromBytes(SHA256.HashData(file.Span));
}
