using System.Text.Encodings.Web;

namespace P8e.Protocol.Dynamic.Json;

/// <summary>How JSON text is escaped and how much of a foreign text an error message repeats.</summary>
internal static class JsonText
{
    private const int Shown = 60;

    /// <summary>Escapes only what JSON demands: these texts are stored and compared, not put into HTML.</summary>
    internal static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    internal static string Shorten(string text) => text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown), "…");
}
