using System.Globalization;
using P8e.Azure.Rows;
using P8e.Execution.Catalogue;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Contracts;

/// <summary>
/// Names in the table <c>Contracts</c>: the partition is the affiliate; a contract is there once for each way it is found, in rows <c>s|specification</c>, <c>n|name!time|specification</c> and
/// <c>p|package|time|specification</c> (for both packages), where times run backwards, so that the latest comes first.
/// </summary>
internal static class ContractTableNames
{
    internal const string Table = "Contracts";
    internal const string FirstName = "n|";
    internal const string AfterNames = "n}";

    /// <summary>A row key has 512 characters; time and specification need 54 of them.</summary>
    private const int NameCharsMax = 440;

    internal static string Partition(AffiliateName affiliate) => affiliate.ToString();

    internal static string Specification(ObjectHash specification) => $"s|{Hex(specification)}";

    internal static string Name(string className) => $"{FirstName}{OrderedText.Encode(className, NameCharsMax)}{OrderedText.End}";

    internal static string Package(ObjectHash package) => $"p|{Hex(package)}|";

    /// <summary>Ends the range that begins with a name or a package: nothing in a time or a specification comes after it.</summary>
    internal static string After(string beginning) => beginning + "~";

    /// <summary>Every row of a contract.</summary>
    internal static IEnumerable<string> Rows(PublishedContract contract)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{DateTime.MaxValue.Ticks - contract.Published.UtcTicks:D19}|{Hex(contract.Specification)}");
        return new[] { Specification(contract.Specification), Name(contract.ClassName) + place, Package(contract.ContractPackage) + place, Package(contract.RecordPackage) + place }
            .Distinct(StringComparer.Ordinal);
    }

    private static string Hex(ObjectHash hash) => Convert.ToHexStringLower(hash.Bytes.Span);
}
