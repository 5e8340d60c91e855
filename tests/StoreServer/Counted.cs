using System.Reflection;

namespace P8e.StoreServer;

/// <summary>Stands before a port and counts its calls.</summary>
public class Counted : DispatchProxy
{
    private static long s_calls;

    private object? _port;

    internal static long Calls => Interlocked.Read(ref s_calls);

    internal static T Over<T>(T port)
        where T : class
    {
        var counted = Create<T, Counted>();
        ((Counted)(object)counted)._port = port;
        return counted;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Interlocked.Increment(ref s_calls);
        return targetMethod!.Invoke(_port, args);
    }
}
