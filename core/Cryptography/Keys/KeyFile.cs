using System.Runtime.InteropServices;
using System.Security.Cryptography;
using P8e.Cryptography.Curve;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Keys;

/// <summary>
/// A private key in a file that only its owner can read: one line of <see cref="KeyText"/>. For development and local use; in Azure the
/// signing key stays in the vault.
/// </summary>
public static class KeyFile
{
    private const int LengthMax = 128;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes a new file; an existing one is never overwritten, because the key in it may be the only copy.</summary>
    /// <param name="path">Where.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.KeyFileUnsafe"/>: the file exists.</exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.KeyFileUnusable"/>: the folder is not there, or not ours to write in.</exception>
    public static void Create(string path, PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = KeyText.Write(key);
        Span<byte> bytes = stackalloc byte[text.Length + 1];
        try
        {
            for (var i = 0; i < text.Length; i++)
            {
                bytes[i] = (byte)text[i];
            }

            bytes[^1] = (byte)'\n';
            using var file = OpenNew(path);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where; a link is judged by the file it leads to.</param>
    /// <param name="curve">The curve to check with; null means <see cref="Secp256k1.Default"/>.</param>
    /// <returns>The key; the caller disposes it.</returns>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.KeyFileUnsafe"/>: others may read the file.</exception>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.KeyInvalid"/>: there is no such file, or no key in it; <see cref="ErrorCodes.KeyFileUnusable"/>: it cannot be opened.</exception>
    public static PrivateKey Read(string path, ISecp256k1? curve = null)
    {
        if (!File.Exists(path))
        {
            throw new P8eInputException(ErrorCodes.KeyInvalid, $"Reading key file '{path}': there is no such file. 'p8e keys new' makes one.");
        }

        using var file = Open(path, new FileStreamOptions { BufferSize = 0 });

        // Asked of the open file: what a path leads to may change between two questions.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & ~OwnerOnly) != 0)
        {
            throw new P8eStateException(
                StateErrorKind.NotPermitted, ErrorCodes.KeyFileUnsafe, $"Reading key file '{path}': others than its owner have rights on it. Run 'chmod 600' and try again.");
        }

        Span<byte> bytes = stackalloc byte[LengthMax + 1];
        Span<char> text = stackalloc char[LengthMax + 1];
        try
        {
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > LengthMax)
            {
                throw new P8eInputException(ErrorCodes.KeyInvalid, $"Reading key file '{path}': it has more than {LengthMax} bytes and so is not a key file.");
            }

            for (var i = 0; i < length; i++)
            {
                text[i] = (char)bytes[i];
            }

            return KeyText.ReadPrivate(text[..length].TrimEnd(), curve);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text));
        }
    }

    private static FileStream OpenNew(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly; // The rights are there from the first moment, not after a chmod.
        }

        return Open(path, options);
    }

    private static FileStream Open(string path, FileStreamOptions options)
    {
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException error) when (options.Mode == FileMode.CreateNew && File.Exists(path))
        {
            throw new P8eStateException(
                StateErrorKind.Conflict, ErrorCodes.KeyFileUnsafe, $"Writing key file '{path}': it exists and is not overwritten. Choose another name.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new P8eInputException(
                ErrorCodes.KeyFileUnusable, $"Opening key file '{path}': this user cannot. Check that the folder exists and who owns it.", error);
        }
    }
}
