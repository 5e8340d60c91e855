using System.Text;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>A word as it would show in a file, and the search for it: as it is, in UTF-16, and in base64 at each of the three alignments that it can have there, also in base64 of base64.</summary>
internal static class Traces
{
    /// <summary>Where a word is found.</summary>
    /// <param name="folder">With everything below it.</param>
    /// <param name="word">ASCII.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>One line per file and form.</returns>
    internal static async Task<IReadOnlyList<string>> FindAsync(string folder, string word, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            found.AddRange(FormsIn(content, word).Select(form => $"{form} in {Path.GetRelativePath(folder, file)}"));
        }

        return found;
    }

    /// <summary>The forms in which a word is in a content.</summary>
    internal static IEnumerable<string> FormsIn(byte[] content, string word) =>
        FormsOf(word).Where(form => content.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => form.Name);

    /// <summary>Where random bytes are found, in whatever form they would be written. Unlike words they may have any base64, so that is looked for as it stands alone.</summary>
    internal static async Task<IReadOnlyList<string>> FindSecretAsync(string folder, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            found.AddRange(SecretFormsIn(content, secret).Select(form => $"{form} in {Path.GetRelativePath(folder, file)}"));
        }

        return found;
    }

    /// <summary>The forms in which random bytes are in a content.</summary>
    internal static IEnumerable<string> SecretFormsIn(byte[] content, ReadOnlyMemory<byte> secret)
    {
        var hexadecimal = Convert.ToHexString(secret.Span);
        var base64 = Convert.ToBase64String(secret.Span).TrimEnd('=');
        (string Name, byte[] Bytes)[] forms =
        [
            ("bytes", secret.ToArray()),
            ("hexadecimal", Encoding.ASCII.GetBytes(hexadecimal.ToLowerInvariant())),
            ("large hexadecimal", Encoding.ASCII.GetBytes(hexadecimal)),
            ("text of base64", Encoding.ASCII.GetBytes(base64)),
            ("text of base64url", Encoding.ASCII.GetBytes(base64.Replace('+', '-').Replace('/', '_'))),
        ];
        // Of one that has neither + nor / the last two are the same.
        return forms.DistinctBy(form => Convert.ToHexString(form.Bytes)).Where(form => content.AsSpan().IndexOf(form.Bytes) >= 0).Select(form => form.Name);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> FormsOf(string word)
    {
        var bytes = Encoding.ASCII.GetBytes(word);
        return [("text", bytes), ("UTF-16", Encoding.Unicode.GetBytes(word)), .. Base64Of("base64", bytes).SelectMany(form => Base64Of($"{form.Name} of base64", form.Bytes).Prepend(form))];
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Base64Of(string name, byte[] bytes)
    {
        for (var shift = 0; shift < 3; shift++)
        {
            // Characters at the edges also depend on the neighbours of the word and are left out.
            var text = Convert.ToBase64String([.. new byte[shift], .. bytes]).TrimEnd('=');
            var (first, end) = (((shift * 8) + 5) / 6, (shift + bytes.Length) * 8 / 6);
            var form = text[first..end];

            // JSON may escape them, base64url writes them otherwise: a search for such a form could miss it.
            Assert.False(form.AsSpan().ContainsAny('+', '/'), $"Choose another word than one with {form} in its base64.");
            yield return ($"{name} at {shift}", Encoding.ASCII.GetBytes(form));
        }
    }
}
