using System.Security.Cryptography;
using P8e.Execution.Sandbox;
using P8e.Execution.Specs;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Packages;

/// <summary>A contract package as built, described and run in real sandbox processes.</summary>
public sealed class ContractPackage : IDisposable
{
    private readonly LoadRequest _files;
    private readonly SandboxKey _key;
    private readonly SandboxPool _pool = new(
        new SandboxOptions
        {
            ExecutablePath = Path.Combine(AppContext.BaseDirectory, "P8e.Execution.Sandbox"),
            CallTimeLimit = TimeSpan.FromMinutes(1),
            StartTimeLimit = TimeSpan.FromMinutes(2),
            MaxProcesses = 1,
        },
        TimeProvider.System);

    private ContractPackage(LoadRequest files)
    {
        _files = files;
        _key = new SandboxKey(AffiliateName.Parse("lender"), HashOf(files.Contracts), HashOf(files.Records));
    }

    /// <summary>What the package declares.</summary>
    public PackageDescription Description { get; private set; } = null!;

    /// <summary>The types of its records, as the program learns them at publication.</summary>
    public DescriptorSet Messages { get; private set; } = null!;

    /// <summary>Starts a sandbox and reads the package.</summary>
    public static async Task<ContractPackage> StartAsync(PackageFiles files, CancellationToken cancellationToken)
    {
        var package = new ContractPackage(new LoadRequest(
            await File.ReadAllBytesAsync(files.Contracts, cancellationToken), await File.ReadAllBytesAsync(files.Records, cancellationToken)));
        try
        {
            package.Description = await package._pool.DescribeAsync(package._key, package.ReadAsync, cancellationToken);
            package.Messages = RecordDescriptors.Load(package.Description);
            return package;
        }
        catch
        {
            package.Dispose();
            throw;
        }
    }

    /// <summary>The contract of a name on the wire, or null.</summary>
    public ContractDescription? Find(string className) => Description.Contracts.SingleOrDefault(contract => contract.ClassName == className);

    /// <summary>Runs functions of a contract.</summary>
    public Task<IReadOnlyList<FunctionOutcome>> RunAsync(RunRequest request, CancellationToken cancellationToken) =>
        _pool.RunAsync(_key, ReadAsync, request, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private Task<LoadRequest> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_files);
    }

    private static ObjectHash HashOf(ReadOnlyMemory<byte> file) => ObjectHash.FromBytes(SHA256.HashData(file.Span));
}
