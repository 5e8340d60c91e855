namespace P8e.Devchain.Metadata.Rules;

/// <summary>Puts faults together; null stays null.</summary>
internal static class FaultText
{
    /// <summary>The fault with words before it.</summary>
    internal static string? After(this string? fault, string prefix) => fault is null ? null : prefix + fault;

    /// <summary>The first fault of a list, with words before it that may name its position.</summary>
    internal static string? FirstFault<T>(this IEnumerable<T> items, Func<T, int, string?> fault) =>
        items.Select(fault).FirstOrDefault(found => found is not null);
}
