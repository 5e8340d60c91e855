using System.Reflection;
using P8e.Contracts;
using P8e.Execution.Sandbox.Reading;
using P8e.Execution.Wire.Descriptions;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox.Packages;

/// <summary>A loaded package: its contracts by wire name. A class is read when it is asked for: a run should not wait for the others.</summary>
internal sealed class ContractPackage
{
    private readonly Assembly _records;
    private readonly Type[] _types;
    private readonly Dictionary<string, ContractShape> _read = new(StringComparer.Ordinal);

    private ContractPackage(Assembly records, Type[] types)
    {
        _records = records;
        _types = types;
    }

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
        return new ContractPackage(recordAssembly ?? contractAssembly, TypesOf(contractAssembly));
    }

    /// <summary>One contract; faults of others are no concern of a run.</summary>
    public ContractShape Find(string className)
    {
        if (!_read.TryGetValue(className, out var shape))
        {
            var named = _types.Where(ContractReader.IsContract).Where(type => WireNames.OfClass(type) == className).ToArray();
            shape = named switch
            {
                [var type] => ContractReader.Read(type),
                [] => throw new SandboxFault(FailureKind.NotFound, $"The package has no contract {className}."),
                _ => throw Twice(className),
            };
            _read.Add(className, shape);
        }

        return shape;
    }

    /// <summary>Everything. All problems are told at once: an author who mends one contract wants to know about the next.</summary>
    public PackageDescription Describe()
    {
        var contracts = new SortedDictionary<string, ContractShape>(StringComparer.Ordinal);
        var scopes = new List<ScopeSpecificationDescription>();
        var problems = new List<string>();
        foreach (var type in _types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            try
            {
                Read(type, contracts, scopes);
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

        return new PackageDescription(
            [.. contracts.Values.Select(contract => contract.Describe())],
            [.. scopes.OrderBy(scope => scope.Name, StringComparer.Ordinal)],
            DescriptorFiles.Of(TypesOf(_records), contracts.Values.SelectMany(contract => contract.MessageTypes)));
    }

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

    private static void Read(Type type, SortedDictionary<string, ContractShape> contracts, List<ScopeSpecificationDescription> scopes)
    {
        if (ContractReader.IsContract(type))
        {
            var contract = ContractReader.Read(type);
            if (!contracts.TryAdd(contract.ClassName, contract))
            {
                throw Twice(contract.ClassName);
            }
        }
        else if (type.GetCustomAttribute<ScopeSpecificationDefinitionAttribute>() is { } definition)
        {
            scopes.Add(ScopeSpecificationReader.Read(type, definition));
        }
    }

    private static SandboxFault Twice(string className) =>
        new(FailureKind.ContractInvalid, $"{className}: two classes of the package have this name.");
}
