using System.Text.RegularExpressions;

namespace P8e.Conformance.Chain.Surfaces;

/// <summary>Takes out of an error's text what cannot be compared: what <see cref="LogText"/> does, and the gas that a simulation used.</summary>
internal static partial class SurfaceText
{
    internal static string Comparable(string text) => LogText.Comparable(GasUsed().Replace(text, string.Empty));

    [GeneratedRegex(@" with gas used: '\d+'$")]
    private static partial Regex GasUsed();
}
