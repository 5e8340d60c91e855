using System.Text;
using P8e.Access.Callers;
using P8e.Protocol.Errors;

namespace P8e.Access.Keys;

/// <summary>One key that may do everything, known by its hash from a file of the operator, so that the first keys of a deployment can be made through its API.</summary>
public sealed class BootstrapKey
{
    private const int FileBytesMax = 1024;
    private const int HashChars = 64;

    private readonly string _hash;

    private BootstrapKey(string hash) => _hash = hash;

    /// <summary>Reads the file: one line that begins with 64 hexadecimal digits, as <c>p8e access bootstrap</c> and <c>sha256sum</c> print it.</summary>
    /// <param name="path">The file, at most 1 KiB.</param>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.ConfigurationInvalid"/>: the file cannot be read or is another one.</exception>
    public static BootstrapKey Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[FileBytesMax + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            var lines = Encoding.ASCII.GetString(bytes.AsSpan(0, length)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return length <= FileBytesMax && lines is [var line] && Hash(line) is { } hash
                ? new BootstrapKey(hash)
                : throw Unusable("is not one line with a SHA-256 of 64 hexadecimal digits; a key itself does not belong there", null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unusable("cannot be read", error);
        }
    }

    /// <summary>The key of a setting.</summary>
    /// <param name="hash">64 hexadecimal digits, checked already.</param>
    public static BootstrapKey Of(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        return new BootstrapKey(Hash(hash) ?? throw new ArgumentException("It is no SHA-256 in hexadecimal.", nameof(hash)));
    }

    /// <summary>The caller, when a key is this one.</summary>
    internal Caller? Find(string key) =>
        FixedTime.AreEqual(ApiKeyText.Hash(key), _hash) ? new Caller($"key:{ApiKeyText.Id(key)}", "bootstrap key", new AccessGrants(AccessRoles.All)) : null;

    /// <summary>sha256sum writes the name of what it read behind the hash.</summary>
    private static string? Hash(string line)
    {
        var word = line.Split(' ', 2)[0];
        return word.Length == HashChars && word.All(char.IsAsciiHexDigit) ? word.ToLowerInvariant() : null;
    }

    private static P8eInputException Unusable(string what, Exception? cause) => new(
        ErrorCodes.ConfigurationInvalid, $"Reading the settings: the file of Access__BootstrapKeyFile {what}. 'p8e access bootstrap' makes a key and its line.", cause);
}
