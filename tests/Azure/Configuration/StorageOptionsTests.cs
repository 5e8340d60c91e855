using P8e.Azure.Configuration;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Configuration;

public sealed class StorageOptionsTests
{
    public static TheoryData<string, string, string> Wrong => new()
    {
        { nameof(StorageOptions.MaxRetries), "-1", "0 to 10" },
        { nameof(StorageOptions.MaxRetries), "11", "0 to 10" },
        { nameof(StorageOptions.RetryDelayMilliseconds), "0", "1 to 60000" },
        { nameof(StorageOptions.RetryDelayMilliseconds), "60001", "1 to 60000" },
        { nameof(StorageOptions.RetryMaxDelayMilliseconds), "199", "200 to 300000" },
        { nameof(StorageOptions.RetryMaxDelayMilliseconds), "300001", "200 to 300000" },
        { nameof(StorageOptions.NetworkTimeoutSeconds), "0", "1 to 300" },
        { nameof(StorageOptions.NetworkTimeoutSeconds), "301", "1 to 300" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_NumberOutOfRange_NamesSettingRangeAndExample(string name, string value, string range)
    {
        var options = new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" };
        typeof(StorageOptions).GetProperty(name)!.SetValue(options, int.Parse(value, System.Globalization.CultureInfo.InvariantCulture));

        Refused(options, name, range);
    }

    [Theory]
    [InlineData(0, 1, 1, 1)]
    [InlineData(10, 60_000, 300_000, 300)]
    public void Validate_NumbersAtTheirLimits_Pass(int retries, int delay, int maxDelay, int timeout)
    {
        new StorageOptions
        {
            ConnectionString = "UseDevelopmentStorage=true",
            MaxRetries = retries,
            RetryDelayMilliseconds = delay,
            RetryMaxDelayMilliseconds = maxDelay,
            NetworkTimeoutSeconds = timeout,
        }.Validate();
    }

    [Fact]
    public void Validate_AccountGivenTwiceOrHalf_IsRefused()
    {
        var https = new Uri("https://account.blob.core.windows.net");
        Refused(new StorageOptions(), nameof(StorageOptions.ConnectionString), "UseDevelopmentStorage=true");
        Refused(new StorageOptions { ConnectionString = "x", BlobEndpoint = https }, nameof(StorageOptions.BlobEndpoint), "remove one");
        Refused(new StorageOptions { ConnectionString = "x", TableEndpoint = https }, nameof(StorageOptions.TableEndpoint), "remove one");
        Refused(Identity(https, https, "x"), nameof(StorageOptions.ConnectionString), "remove one");
        Refused(Identity(null, https), nameof(StorageOptions.BlobEndpoint), "https://account.blob");
        Refused(Identity(https, null), nameof(StorageOptions.TableEndpoint), "https://account.table");
        Refused(Identity(https, new Uri("http://account.table.core.windows.net")), nameof(StorageOptions.TableEndpoint), "https");
        Refused(Identity(https, new Uri("https://account.table.core.windows.net?sig=secret")), nameof(StorageOptions.TableEndpoint), "query");
        Refused(new StorageOptions { Credential = (StorageCredentialKind)7 }, nameof(StorageOptions.Credential), "Identity");
        Identity(https, https).Validate();
    }

    private static StorageOptions Identity(Uri? blobs, Uri? tables, string? connectionString = null) =>
        new() { Credential = StorageCredentialKind.Identity, BlobEndpoint = blobs, TableEndpoint = tables, ConnectionString = connectionString };

    private static void Refused(StorageOptions options, string name, string part)
    {
        var error = Assert.Throws<P8eInputException>(options.Validate);

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains($"Storage__{name}", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
