using Google.Protobuf.Reflection;

namespace P8e.Devchain.Transactions;

/// <summary>Values as Go prints them into error texts.</summary>
internal static class GoText
{
    /// <summary>The proto name of an enum's value; the bare number where it has none.</summary>
    internal static string EnumName<TEnum>(FileDescriptor file, TEnum value)
        where TEnum : struct, Enum
    {
        var number = Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture);
        return file.EnumTypes.First(type => type.ClrType == typeof(TEnum)).FindValueByNumber(number)?.Name ?? $"{number}";
    }

    /// <summary>What <c>%q</c> makes of a text of our own alphabet.</summary>
    internal static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    internal static string QuotedList(IEnumerable<string> texts) => $"[{string.Join(" ", texts.Select(Quote))}]";
}
