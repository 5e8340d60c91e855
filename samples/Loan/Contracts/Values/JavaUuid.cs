using System.Globalization;

namespace P8e.LoanContracts.Values;

/// <summary>The lenient UUID of the JVM: five groups of hexadecimal digits of any length, <c>1-1-1-1-1</c> included.</summary>
internal static class JavaUuid
{
    private const int Longest = 36;

    public static bool IsValid(string text) => text.Length <= Longest && text.Split('-') is { Length: 5 } groups && groups.All(IsGroup);

    // Long.parseLong with radix 16: a plus sign is allowed, the value has to fit 63 bits.
    private static bool IsGroup(string group)
    {
        var digits = group.StartsWith('+') ? group.AsSpan(1) : group;
        return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && value <= long.MaxValue;
    }
}
