using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;

namespace P8e.Functions.Objects;

/// <summary>A reader as requests name one: the public key as <c>p8e keys show</c> writes it.</summary>
internal static class ReaderText
{
    /// <summary>Reads a reader.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <param name="malformed">Makes the error of the request.</param>
    internal static PublicKey Read(string? text, Func<string, P8eInputException> malformed)
    {
        try
        {
            return KeyText.ReadPublic(text);
        }
        catch (P8eInputException)
        {
            throw malformed("a reader is not a public key in hexadecimal as `p8e keys show` writes it");
        }
    }
}
