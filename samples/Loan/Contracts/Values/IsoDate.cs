using System.Globalization;
using System.Text.RegularExpressions;

namespace P8e.LoanContracts.Values;

/// <summary>A date as text: <c>2023-01-31</c>.</summary>
internal static partial class IsoDate
{
    public static bool IsPastOrToday(string? text, DateTimeOffset now) =>
        text is not null
        && Form().IsMatch(text)
        && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date <= DateOnly.FromDateTime(now.UtcDateTime);

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
