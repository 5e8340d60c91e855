using System.Globalization;

namespace P8e.Conformance;

/// <summary>What the command line says: <c>KIND PATH [--orders A-B]</c>.</summary>
/// <param name="Kind">The recorded format.</param>
/// <param name="Path">A file or a folder.</param>
/// <param name="First">The first case to judge, where cases have an order.</param>
/// <param name="Last">The last case to run.</param>
public sealed record ConformanceArguments(string Kind, string Path, int First, int Last)
{
    private const string Orders = "--orders";

    /// <summary>Null for wrong usage.</summary>
    public static ConformanceArguments? Parse(string[] arguments)
    {
        if (arguments is [var kind, var path])
        {
            return new ConformanceArguments(kind, path, 1, int.MaxValue);
        }

        return arguments is [var kindOf, var pathOf, Orders, var range]
            && range.Split('-') is [var first, var last]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
                ? new ConformanceArguments(kindOf, pathOf, from, to)
                : null;
    }
}
