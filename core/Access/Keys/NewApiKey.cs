namespace P8e.Access.Keys;

/// <summary>A key that was just made. Not a record: its text must not be printed by accident.</summary>
public sealed class NewApiKey
{
    internal NewApiKey(ApiKey key, string text) => (Key, Text) = (key, text);

    /// <summary>What is kept of it.</summary>
    public ApiKey Key { get; }

    /// <summary>Secret. The only time that it can be had.</summary>
    public string Text { get; }
}
