using System.Security.Cryptography;
using P8e.Protocol.Identifiers;

namespace P8e.Ports;

/// <summary>
/// Names that no other test and no earlier run used, so that suites can share one storage account. They alone are not seeded: nothing depends
/// on which they are.
/// </summary>
public static class FreshAffiliates
{
    /// <summary>A new name of 13 characters.</summary>
    public static AffiliateName Next() => AffiliateName.Parse($"t{RandomNumberGenerator.GetHexString(12, lowercase: true)}");

    /// <summary>Three new names of which one begins the two others: <c>a</c>, <c>a-b</c>, <c>ab</c>.</summary>
    public static IReadOnlyList<AffiliateName> NextWithCommonPrefix()
    {
        var first = Next();
        return [first, AffiliateName.Parse($"{first}-b"), AffiliateName.Parse($"{first}b")];
    }
}
