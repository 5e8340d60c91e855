using System.Buffers;

namespace P8e.ObjectStore.Ports;

/// <summary>What every adapter of <see cref="IObjectBlobs"/> asks of its callers.</summary>
public static class BlobRules
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLengthMax = 200;

    /// <summary>Largest block, in bytes.</summary>
    public const int BlockBytesMax = 8 * 1024 * 1024;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-/");

    /// <summary>Refuses a name that some storage could read as something else.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">It has not 1 to 200 characters of a-z, 0-9, hyphen and slash.</exception>
    public static void CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsName(name))
        {
            throw new ArgumentException($"A blob's name has 1 to {NameLengthMax} characters of a-z, 0-9, hyphen and slash.", nameof(name));
        }
    }

    /// <summary>Whether a text has 1 to 200 characters of a-z, 0-9, hyphen and slash.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= NameLengthMax && !name.AsSpan().ContainsAnyExcept(NameCharacters);
    }

    /// <summary>Refuses a block of a size that some storage does not take.</summary>
    /// <param name="length">Its length, in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">It has not 1 byte to 8 MiB.</exception>
    public static void CheckBlock(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, BlockBytesMax);
    }
}
