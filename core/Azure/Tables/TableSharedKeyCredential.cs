namespace P8e.Azure.Tables;

/// <summary>Name and key of a storage account.</summary>
public sealed class TableSharedKeyCredential
{
    private readonly byte[] _key;

    /// <summary>Makes the credential.</summary>
    /// <param name="accountName">Name of the account.</param>
    /// <param name="accountKey">Its key, base64.</param>
    /// <exception cref="ArgumentException">The key is not base64. The message never shows it.</exception>
    public TableSharedKeyCredential(string accountName, string accountKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountName);
        ArgumentException.ThrowIfNullOrEmpty(accountKey);
        var key = new byte[accountKey.Length];
        if (!Convert.TryFromBase64String(accountKey, key, out var length) || length == 0)
        {
            throw new ArgumentException("The account key is not base64; copy it from the storage account's access keys.", nameof(accountKey));
        }

        AccountName = accountName;
        _key = key[..length];
    }

    /// <summary>Name of the account.</summary>
    public string AccountName { get; }

    internal ReadOnlySpan<byte> Key => _key;
}
