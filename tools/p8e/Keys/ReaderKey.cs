using P8e.Cryptography.Keys;

namespace P8e.Cli.Keys;

/// <summary>A reader as commands take it: public key text (0A41…), or a key file.</summary>
internal static class ReaderKey
{
    internal static PublicKey Read(string text)
    {
        if (!File.Exists(text))
        {
            return KeyText.ReadPublic(text);
        }

        using var key = KeyFile.Read(text);
        return key.PublicKey;
    }
}
