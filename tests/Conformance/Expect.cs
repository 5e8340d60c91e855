namespace P8e.Conformance;

/// <summary>Comparisons that say what was compared.</summary>
internal static class Expect
{
    internal static void Bytes(string what, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            throw new MismatchException($"{what}: expected {Show(expected)}, got {Show(actual)}");
        }
    }

    internal static void Equal<T>(string what, T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new MismatchException($"{what}: expected {expected}, got {actual}");
        }
    }

    private static string Show(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= 48 ? Convert.ToHexStringLower(bytes) : $"{Convert.ToHexStringLower(bytes[..48])}… ({bytes.Length} bytes)";
}
