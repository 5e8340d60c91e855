namespace P8e.Azure.Tables;

/// <summary>The parts of a storage connection string that the table service needs. Messages never show a value.</summary>
internal sealed record TableConnectionString(Uri Endpoint, TableSharedKeyCredential Credential)
{
    private const string DevelopmentAccount = "devstoreaccount1";

    /// <summary>The emulator's published key ("Use the Azurite emulator"); it protects nothing.</summary>
    private const string DevelopmentKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static TableConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var settings = Split(text);
        if (settings.TryGetValue("UseDevelopmentStorage", out var use))
        {
            return settings.Count == 1 && bool.TryParse(use, out var isUsed) && isUsed
                ? new(new Uri($"http://127.0.0.1:10002/{DevelopmentAccount}"), new(DevelopmentAccount, DevelopmentKey))
                : throw Invalid("UseDevelopmentStorage stands alone and is true");
        }

        var account = Required(settings, "AccountName");
        var endpoint = settings.TryGetValue("TableEndpoint", out var explicitEndpoint)
            ? explicitEndpoint
            : $"{settings.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{account}.table.{settings.GetValueOrDefault("EndpointSuffix", "core.windows.net")}";
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri))
        {
            throw Invalid("TableEndpoint is not an address");
        }

        try
        {
            return new(uri, new(account, Required(settings, "AccountKey")));
        }
        catch (ArgumentException e)
        {
            throw new FormatException("Reading the storage connection string: AccountKey is not base64.", e);
        }
    }

    private static Dictionary<string, string> Split(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !settings.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw Invalid("its parts are name=value, each name once, with semicolons between them");
            }
        }

        return settings.ContainsKey("SharedAccessSignature")
            ? throw Invalid("a shared access signature is not supported, use AccountKey or a credential")
            : settings;
    }

    private static string Required(Dictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var value) && value.Length > 0 ? value : throw Invalid($"{name} is missing");

    private static FormatException Invalid(string what) => new($"Reading the storage connection string: {what}.");
}
