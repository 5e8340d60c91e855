using System.Text.Json;
using P8e.Protocol.Errors;

namespace P8e.Functions.Http;

/// <summary>Reading a body as JSON: what is wrong with the text itself is said in the words of whoever reads it.</summary>
internal static class JsonBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="body">The bytes.</param>
    /// <param name="depthMax">Deepest nesting.</param>
    /// <param name="read">Reads the root; its elements may outlive the call, so the document is left to the collector.</param>
    /// <param name="invalid">Makes the error of a fault.</param>
    /// <exception cref="P8eInputException">What <paramref name="read"/> or <paramref name="invalid"/> say.</exception>
    internal static T Read<T>(ReadOnlyMemory<byte> body, int depthMax, Func<JsonElement, T> read, Func<string, P8eInputException> invalid)
    {
        try
        {
            return read(JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = depthMax }).RootElement);
        }
        catch (JsonException error)
        {
            throw invalid($"the body is not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine})");
        }
        catch (InvalidOperationException)
        {
            // What the parser lets pass and reading a text refuses.
            throw invalid("a text or a name in the body holds half a character (a lone surrogate)");
        }
    }
}
