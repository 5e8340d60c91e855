using P8e.LoanContracts.Values;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>The checksum of a file.</summary>
internal static class ChecksumRules
{
    public static void Check(Violations violations, Checksum? checksum, string parent)
    {
        if (!checksum.IsSet())
        {
            violations.Add($"{parent}'s checksum is not set");
            return;
        }

        violations.Require(!checksum.Checksum_.IsBlank(), $"{parent} must have a valid checksum string");
        violations.Require(!checksum.Algorithm.IsBlank(), $"{parent} must specify a checksum algorithm");
    }
}
