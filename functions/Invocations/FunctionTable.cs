using P8e.Functions.Http;

namespace P8e.Functions.Invocations;

/// <summary>Every function of the program by the name the host calls it, ignoring case.</summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<string, HostFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The functions of a program.</summary>
    /// <exception cref="ArgumentException">Two have one name.</exception>
    internal FunctionTable(ProgramParts parts, IEnumerable<FunctionRoute> routes)
    {
        foreach (var name in parts.Orchestrators.Names)
        {
            _functions.Add(FunctionNames.Of(name), new HostFunction(HostFunctionKind.Orchestrator, name));
        }

        foreach (var name in parts.Activities.Names)
        {
            _functions.Add(FunctionNames.Of(name), new HostFunction(HostFunctionKind.Activity, name));
        }

        foreach (var timer in parts.Timers)
        {
            _functions.Add(FunctionNames.Of(timer.Name), new HostFunction(HostFunctionKind.Timer, timer.Name, timer));
        }

        foreach (var route in routes)
        {
            _functions.Add(FunctionNames.Of(route.Name), new HostFunction(HostFunctionKind.Http, route.Name));
        }
    }

    internal IReadOnlyDictionary<string, HostFunction> All => _functions;

    internal HostFunction? Find(string name) => _functions.GetValueOrDefault(name);
}
