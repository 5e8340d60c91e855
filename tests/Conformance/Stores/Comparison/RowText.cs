using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>Texts of fields that are compared.</summary>
internal static class RowText
{
    internal const string Yes = "yes";
    internal const string No = "no";

    internal static string Properties(IEnumerable<(string Name, string Base64)> inOrder) => string.Join("; ", inOrder.Select(property => $"{property.Name}={property.Base64}"));

    internal static string Readers(IEnumerable<string> readers) => string.Join(' ', readers.Order(StringComparer.Ordinal));

    /// <summary>A key text as our store knows it (core/ObjectStore: SHA-256 of the text), worked out here by itself.</summary>
    internal static string ReaderOf(string keyText) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(keyText)));

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
