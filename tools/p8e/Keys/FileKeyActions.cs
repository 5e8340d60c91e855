using P8e.Azure.Vault;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Protocol.Errors;

namespace P8e.Cli.Keys;

/// <summary>Keys in files.</summary>
internal static class FileKeyActions
{
    private const long KeyFileBytesMax = 128;
    private const int ListedMax = 1000;

    internal static Task CreateAsync(Output output, string file)
    {
        Show(output, file, Make(file), []);
        return Task.CompletedTask;
    }

    internal static Task ShowAsync(Output output, string file)
    {
        Show(output, file, Read(file), []);
        return Task.CompletedTask;
    }

    /// <summary>Makes the next key in a file of its own: there is nothing that could be rotated in place, because both keys are needed for a while.</summary>
    internal static Task RotateAsync(Output output, string oldFile, string? newFile, VaultKeyPurpose purpose)
    {
        if (newFile is null)
        {
            throw VaultArguments.Wrong($"Rotating key file '{oldFile}': the new key needs a file of its own. Give it with --to.");
        }

        _ = Read(oldFile);
        var key = Make(newFile);
        Show(output, newFile, key, RotationAdvice.For(purpose, oldFile, KeyText.Write(key)));
        return Task.CompletedTask;
    }

    internal static Task ListAsync(Output output, string folder)
    {
        var keys = new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => file.Length <= KeyFileBytesMax)
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, Key: TryRead(file.FullName)))
            .Where(file => file.Key is not null)
            .Take(ListedMax)
            .Select(file => (file.Name, Facts: KeyFacts.Of(file.Key!)))
            .ToArray();
        output.WriteTable(
            new { Keys = keys.Select(key => new { File = key.Name, key.Facts.PublicKey, key.Facts.TestNetAddress, key.Facts.MainNetAddress }).ToArray() },
            ["file", "address (test)", "address (main)", "compressed"],
            keys.Select(key => new[] { key.Name, key.Facts.TestNetAddress, key.Facts.MainNetAddress, key.Facts.Compressed }));
        return Task.CompletedTask;
    }

    private static PublicKey Make(string file)
    {
        using var key = PrivateKey.Generate(new SystemRandomSource());
        KeyFile.Create(file, key);
        return key.PublicKey;
    }

    private static PublicKey Read(string file)
    {
        using var key = KeyFile.Read(file);
        return key.PublicKey;
    }

    /// <summary>Most small files are no keys; one that others may read is not listed either, 'show' says why.</summary>
    private static PublicKey? TryRead(string file)
    {
        try
        {
            return Read(file);
        }
        catch (P8eException)
        {
            return null;
        }
    }

    private static void Show(Output output, string file, PublicKey key, string[] next)
    {
        var facts = KeyFacts.Of(key);
        output.Write(
            new { File = file, facts.PublicKey, facts.Compressed, facts.TestNetAddress, facts.MainNetAddress, facts.Curve, Next = next },
            [("file", file), .. facts.Lines, .. next.Select(step => ("next", step))]);
    }
}
