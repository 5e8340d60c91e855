using System.Reflection;
using P8e.Contracts;
using P8e.Execution.Sandbox.Reading;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox.Packages;

/// <summary>A loaded package: its contracts by wire name, and what it declares.</summary>
internal sealed class ContractPackage
{
    private readonly SortedDictionary<string, ContractShape> _contracts = new(StringComparer.Ordinal);
    private readonly List<ScopeSpecificationDescription> _scopes = [];
    private readonly Assembly _records;

    private ContractPackage(Assembly records) => _records = records;

    public static ContractPackage Load(ReadOnlyMemory<byte> contracts, ReadOnlyMemory<byte> records)
    {
        var context = new PackageLoadContext();
        // Records first: the contracts are bound to them while their types are read.
        var recordAssembly = records.IsEmpty ? null : LoadAssembly(context, records, "record");
        var contractAssembly = LoadAssembly(context, contracts, "contract");
        if (recordAssembly is not null)
        {
            ReferenceRules.Check(recordAssembly, records: null);
        }

        ReferenceRules.Check(contractAssembly, recordAssembly);
        var package = new ContractPackage(recordAssembly ?? contractAssembly);
        package.Read(TypesOf(contractAssembly));
        return package;
    }

    public ContractShape Find(string className) => _contracts.GetValueOrDefault(className)
        ?? throw new SandboxFault(FailureKind.NotFound, $"The package has no contract {className}.");

    public PackageDescription Describe() => new(
        [.. _contracts.Values.Select(contract => contract.Describe())],
        _scopes,
        DescriptorFiles.Of(TypesOf(_records), _contracts.Values.SelectMany(contract => contract.MessageTypes)));

    private static Assembly LoadAssembly(PackageLoadContext context, ReadOnlyMemory<byte> file, string kind)
    {
        try
        {
            return context.LoadFromStream(new MemoryStream(file.ToArray(), writable: false));
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or ArgumentException)
        {
            throw new SandboxFault(FailureKind.PackageInvalid, $"The {kind} assembly cannot be loaded: it is no .NET assembly for this runtime.", e);
        }
    }

    private static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            var causes = e.LoaderExceptions.OfType<Exception>().Select(cause => cause.Message).Distinct();
            throw new SandboxFault(FailureKind.PackageInvalid, $"{assembly.GetName().Name} does not load: {string.Join(' ', causes)}", e);
        }
    }

    // All problems at once: an author who mends one contract wants to know about the next.
    private void Read(Type[] types)
    {
        var problems = new List<string>();
        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            try
            {
                Read(type);
            }
            catch (SandboxFault fault) when (fault.Kind == FailureKind.ContractInvalid)
            {
                problems.Add(fault.Message);
            }
        }

        if (problems.Count > 0)
        {
            throw new SandboxFault(FailureKind.ContractInvalid, string.Join('\n', problems));
        }

        _scopes.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
    }

    private void Read(Type type)
    {
        if (ContractReader.IsContract(type))
        {
            var contract = ContractReader.Read(type);
            if (!_contracts.TryAdd(contract.ClassName, contract))
            {
                throw new SandboxFault(FailureKind.ContractInvalid, $"{contract.ClassName}: two classes of the package have this name.");
            }
        }
        else if (type.GetCustomAttribute<ScopeSpecificationDefinitionAttribute>() is { } definition)
        {
            _scopes.Add(ScopeSpecificationReader.Read(type, definition));
        }
    }
}
