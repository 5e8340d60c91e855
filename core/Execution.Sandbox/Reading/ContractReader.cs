using System.Reflection;
using P8e.Contracts;
using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>
/// Reads a contract class as the JVM's tools do (p8e-sdk 2.4), with their texts where they have one, and refuses what could be
/// published but never run: see the README's table.
/// </summary>
internal static class ContractReader
{
    private static readonly Type[] Lists =
        [typeof(List<>), typeof(IList<>), typeof(IReadOnlyList<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>)];

    /// <summary>Every class that can be a contract, or says that it wants to be one.</summary>
    public static bool IsContract(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && (type.IsSubclassOf(typeof(P8eContract))
            || type.IsDefined(typeof(P8eContractAttribute), inherit: false)
            || type.IsDefined(typeof(ParticipantsAttribute), inherit: true)
            || type.IsDefined(typeof(ScopeSpecificationAttribute), inherit: true));

    public static ContractShape Read(Type type)
    {
        var name = WireNames.OfClass(type);
        if (!type.IsSubclassOf(typeof(P8eContract)))
        {
            throw Fault(name, "Contract class must extend P8e.Contracts.P8eContract");
        }

        if (type.ContainsGenericParameters)
        {
            throw Fault(name, "Contract class must not be generic");
        }

        var scopes = type.GetCustomAttribute<ScopeSpecificationAttribute>()?.Names;
        if (scopes is not { Count: > 0 })
        {
            throw Fault(name, "Class requires a ScopeSpecification annotation");
        }

        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is [var only]
            ? only
            : throw Fault(name, "No constructor found, or more than one constructor identified");
        var records = constructor.GetParameters().Select(parameter => ReadRecord(name, parameter)).ToArray();
        if (Repeated(records.Select(record => record.Name)) is { } twice)
        {
            throw Fault(name, $"Constructor names the record '{twice}' twice; only the first could be filled");
        }

        return new ContractShape(name, Parties(name, type), scopes, constructor, records, FunctionReader.Read(name, type, records));
    }

    public static SandboxFault Fault(string className, string what) => new(FailureKind.ContractInvalid, $"{className}: {what}.");

    public static string? Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;

    public static int Party(string owner, PartyType party) => Enum.IsDefined(party) && party != PartyType.None
        ? (int)party
        : throw Fault(owner, $"{(int)party} is no party type");

    public static string Named(string owner, string? name) =>
        string.IsNullOrWhiteSpace(name) ? throw Fault(owner, "a record or an input has a blank name") : name;

    private static int[] Parties(string name, Type type) =>
        [.. (type.GetCustomAttribute<ParticipantsAttribute>()?.Roles ?? []).Select(role => Party(name, role))];

    private static RecordParameter ReadRecord(string name, ParameterInfo parameter)
    {
        var record = parameter.GetCustomAttribute<RecordAttribute>()
            ?? throw Fault(name, $"Constructor param({parameter.Name}) is missing @Record annotation");
        var type = parameter.ParameterType;
        var isList = type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition());
        var message = MessageType.Find(isList ? type.GetGenericArguments()[0] : type)
            ?? throw Fault(name, isList
                ? "Constructor parameter of type List<T> must have a type T that implements com.google.protobuf.Message"
                : $"Constructor param({parameter.Name}) must be a protobuf message");
        return new RecordParameter(Named(name, record.Name), message, isList, record.Optional);
    }
}
