using System.Text.Json;

namespace P8e.Conformance.Dime;

/// <summary>Short names for reading recorded values.</summary>
internal static class JsonElementExtensions
{
    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    internal static byte[] Hex(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

    internal static byte[] Base64(this JsonElement element, string name) => Convert.FromBase64String(element.Text(name));

    internal static byte[] Utf8(this JsonElement element, string name) => System.Text.Encoding.UTF8.GetBytes(element.Text(name));
}
