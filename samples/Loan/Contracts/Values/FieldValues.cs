using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Values;

/// <summary>What the rules ask of single fields.</summary>
internal static class FieldValues
{
    /// <summary>An empty message counts as none.</summary>
    public static bool IsSet([NotNullWhen(true)] this IMessage? message) => message is not null && message.CalculateSize() > 0;

    /// <summary>Empty, or nothing but white space as Kotlin counts it.</summary>
    public static bool IsBlank(this string text) =>
        text.All(c => c is (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') || char.IsSeparator(c));

    public static bool IsValid(this UUID? id) => JavaUuid.IsValid(id.Text());

    public static bool IsSame(this UUID? id, UUID? other) => (id ?? new UUID()).Equals(other ?? new UUID());

    public static string Text(this UUID? id) => id?.Value ?? string.Empty;

    public static string Text(this Checksum? checksum) => checksum?.Checksum_ ?? string.Empty;
}
