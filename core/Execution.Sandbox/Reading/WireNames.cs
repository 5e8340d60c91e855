using System.Reflection;
using P8e.Contracts;

namespace P8e.Execution.Sandbox.Reading;

/// <summary>Names as they go over the wire: those given by attributes, else made from the C# names (design 8).</summary>
internal static class WireNames
{
    /// <summary>A JVM binary name; nested classes are joined with a dollar sign, where .NET writes a plus.</summary>
    public static string OfClass(Type type) => type.GetCustomAttribute<P8eContractAttribute>()?.Name is { } given
        ? IsBinaryName(given) ? given : throw ContractReader.Fault(type.FullName!, $"the name given to [P8eContract], '{given}', is no JVM class name")
        : type.FullName!.Replace('+', '$');

    public static string OfFunction(MethodInfo method, FunctionAttribute function) =>
        function.Name ?? char.ToLowerInvariant(method.Name[0]) + method.Name[1..];

    public static bool IsIdentifier(string name) =>
        name.Length is > 0 and <= 255 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');

    private static bool IsBinaryName(string name) => name.Length <= 1000 && name.Split('.').All(IsIdentifier);
}
