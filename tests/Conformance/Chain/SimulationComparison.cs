using System.Text.Json;
using System.Text.RegularExpressions;
using P8e.Devchain.Transactions;

namespace P8e.Conformance.Chain;

/// <summary>Compares simulations: whether they succeed, the fee they ask for, and the text they fail with.</summary>
internal static partial class SimulationComparison
{
    /// <summary>The first difference, or null.</summary>
    internal static string? Difference(JsonElement expected, JsonElement? totalFees, TxOutcome outcome)
    {
        if (expected.TryGetProperty("grpcError", out var error))
        {
            // Without bytes the call is refused before there is a simulation.
            var text = LogText.Comparable(GasUsed().Replace(error.GetProperty("message").GetString()!, string.Empty));
            return error.GetProperty("status").GetString() != "Unknown" || LogText.Comparable(outcome.Log) == text
                ? null
                : $"simulation: expected {text}, got {outcome.Log}";
        }

        if (!outcome.Succeeded)
        {
            return $"simulation: expected success, got {outcome.Log}";
        }

        var fee = totalFees?.GetString() ?? string.Empty;
        return fee == outcome.RequiredFee.ToString() ? null : $"simulated fee: expected {fee}, got {outcome.RequiredFee}";
    }

    [GeneratedRegex(@" with gas used: '\d+'$")]
    private static partial Regex GasUsed();
}
