using System.Reflection;
using P8e.Contracts;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>Reads the functions of a contract class (p8e-sdk 2.4 step 6, 2.5), under the rules of the JVM's compile-time checks (2.3).</summary>
internal static class FunctionReader
{
    private const BindingFlags AnyMethod = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    public static FunctionShape[] Read(string className, Type type, IReadOnlyList<RecordParameter> records)
    {
        var functions = Methods(type)
            .Select(method => (Method: method, Function: method.GetCustomAttribute<FunctionAttribute>()))
            .Where(found => found.Function is not null)
            .Select(found => ReadFunction(className, found.Method, found.Function!, records))
            // Declared before inherited, each by name: this order is hashed and signed.
            .OrderBy(function => function.Method.DeclaringType == type ? 0 : 1)
            .ThenBy(function => function.Name, StringComparer.Ordinal)
            .ToArray();
        if (ContractReader.Repeated(functions.Select(function => function.Name)) is { } name)
        {
            throw ContractReader.Fault(className, $"two functions are called {name}; the engine could not tell them apart");
        }

        if (ContractReader.Repeated(functions.Select(function => function.RecordName)) is { } record)
        {
            throw ContractReader.Fault(
                className, $"methods annotated with Record must have unique names in the annotation; '{record}' is there twice");
        }

        return functions;
    }

    // Private methods of a base class are no members of the derived class, but an attribute on one is a mistake worth telling.
    private static IEnumerable<MethodInfo> Methods(Type type)
    {
        var inherited = Enumerable.Empty<MethodInfo>();
        for (var ancestor = type.BaseType; ancestor is not null && ancestor != typeof(P8eContract); ancestor = ancestor.BaseType)
        {
            inherited = inherited.Concat(ancestor.GetMethods(AnyMethod | BindingFlags.DeclaredOnly).Where(method => method.IsPrivate));
        }

        return type.GetMethods(AnyMethod | BindingFlags.FlattenHierarchy).Concat(inherited);
    }

    private static FunctionShape ReadFunction(
        string className, MethodInfo method, FunctionAttribute function, IReadOnlyList<RecordParameter> records)
    {
        var name = WireNames.OfFunction(method, function);
        var owner = $"{className}.{name}";
        if (!WireNames.IsIdentifier(name))
        {
            throw ContractReader.Fault(owner, "the name given to [Function] is no JVM method name");
        }

        if (!method.IsPublic || method.IsStatic || method.ContainsGenericParameters)
        {
            throw ContractReader.Fault(owner, "a function is a public instance method without type parameters");
        }

        var record = method.GetCustomAttribute<RecordAttribute>()
            ?? throw ContractReader.Fault(owner, "No @Record Found for Function");
        var result = MessageType.Find(method.ReturnType)
            ?? throw ContractReader.Fault(owner, "return type must implement com.google.protobuf.Message: name a generated message class");
        var parameters = method.GetParameters().Select(parameter => ReadParameter(owner, parameter, records)).ToArray();
        if (ContractReader.Repeated(parameters.Where(parameter => !parameter.IsRecord).Select(parameter => parameter.Name)) is { } twice)
        {
            throw ContractReader.Fault(owner, $"parameters annotated with Input must have unique names; '{twice}' is there twice");
        }

        var skip = method.GetCustomAttribute<SkipIfRecordExistsAttribute>()?.Name ?? string.Empty;
        if (skip.Length > 0)
        {
            RequireRecord(owner, "[SkipIfRecordExists]", skip, records);
        }

        return new FunctionShape(name, ContractReader.Party(owner, function.InvokedBy), method, parameters, ContractReader.Named(owner, record.Name), result, skip);
    }

    private static FunctionParameter ReadParameter(string owner, ParameterInfo parameter, IReadOnlyList<RecordParameter> records)
    {
        var input = parameter.GetCustomAttribute<InputAttribute>();
        var record = parameter.GetCustomAttribute<RecordAttribute>();
        if (input is not null && record is not null)
        {
            throw ContractReader.Fault(owner, $"parameter {parameter.Name} must have only one of Record and Input");
        }

        if (input is null && record is null)
        {
            throw ContractReader.Fault(owner, $"No @Input or @Record Found for Param {parameter.Name}");
        }

        var name = ContractReader.Named(owner, input?.Name ?? record?.Name);
        var type = MessageType.Find(parameter.ParameterType)
            ?? throw ContractReader.Fault(owner, $"parameter {parameter.Name} must be a generated protobuf message class");
        if (record is not null)
        {
            RequireRecord(owner, $"parameter {parameter.Name}", name, records);
        }

        return new FunctionParameter(name, type, record is not null);
    }

    private static void RequireRecord(string owner, string what, string record, IReadOnlyList<RecordParameter> records)
    {
        if (records.All(known => known.Name != record))
        {
            throw ContractReader.Fault(owner, $"{what} names the record '{record}', which is no parameter of the constructor");
        }
    }
}
