namespace P8e.Architecture.Tests.Reading;

/// <summary>How every rule of this project is asserted: a rule that found nothing to look at has failed too.</summary>
internal static class Inspection
{
    /// <param name="rule">What must hold and what to do, shown above the offences.</param>
    /// <param name="items">Everything the rule is about.</param>
    /// <param name="offence">What is wrong with an item, or null.</param>
    public static void Pass<T>(string rule, IEnumerable<T> items, Func<T, string?> offence)
    {
        T[] inspected = [.. items];
        Assert.True(inspected.Length > 0, $"{rule}\nNothing to check was found.");

        string[] offences = [.. inspected.Select(offence).OfType<string>().Distinct()];
        Assert.True(offences.Length == 0, $"{rule}\n  {string.Join("\n  ", offences)}");
    }
}
