using P8e.Azure.Vault;
using P8e.Protocol.Errors;

namespace P8e.Azure.Tests.Vault;

public sealed class VaultOptionsTests
{
    [Theory]
    [InlineData("https://name.vault.azure.net", null)]
    [InlineData("https://name.vault.azure.net/", null)]
    [InlineData("https://localhost:8443", "authority.pem")]
    [InlineData("https://dev.vault.localhost:8443", "authority.pem")]
    [InlineData("https://127.0.0.1:8443", "authority.pem")]
    public void Validate_OfGoodSettings_Passes(string address, string? authority)
    {
        var options = new VaultOptions { Address = new Uri(address), AuthorityFile = authority };

        options.Validate();

        Assert.Equal(authority is not null, options.IsLoopback);
    }

    [Theory]
    [InlineData(nameof(VaultOptions.Address), "-")]
    [InlineData(nameof(VaultOptions.Address), "http://name.vault.azure.net")]
    [InlineData(nameof(VaultOptions.Address), "https://name.vault.azure.net/keys")]
    [InlineData(nameof(VaultOptions.Address), "https://name.vault.azure.net/?a=b")]
    [InlineData(nameof(VaultOptions.Address), "https://me:secret@name.vault.azure.net")]
    [InlineData(nameof(VaultOptions.Credential), "7")]
    [InlineData(nameof(VaultOptions.ClientId), "me")]
    [InlineData(nameof(VaultOptions.AuthorityFile), "authority.pem")]
    [InlineData(nameof(VaultOptions.CallSeconds), "0")]
    [InlineData(nameof(VaultOptions.CallSeconds), "301")]
    [InlineData(nameof(VaultOptions.MaxRetries), "-1")]
    [InlineData(nameof(VaultOptions.MaxRetries), "11")]
    [InlineData(nameof(VaultOptions.SecretCacheSeconds), "0")]
    [InlineData(nameof(VaultOptions.SecretCacheSeconds), "86401")]
    public void Validate_OfABadSetting_NamesItWithAnExample(string name, string value)
    {
        var options = new VaultOptions { Address = new Uri("https://name.vault.azure.net") };
        var property = typeof(VaultOptions).GetProperty(name)!;
        property.SetValue(options, property.PropertyType switch
        {
            var type when type == typeof(Uri) => value == "-" ? null : new Uri(value),
            var type when type == typeof(int) => int.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            var type when type == typeof(IdentityKind) => (IdentityKind)int.Parse(value, System.Globalization.CultureInfo.InvariantCulture),
            _ => value,
        });

        var error = Assert.Throws<P8eInputException>(options.Validate);

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains($"Vault__{name}", error.Message, StringComparison.Ordinal);
        Assert.Contains("Example: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OfAClientIdBesideTheCommandLine_IsRefused() => Assert.Throws<P8eInputException>(new VaultOptions
    {
        Address = new Uri("https://name.vault.azure.net"), Credential = IdentityKind.AzureCli, ClientId = "00000000-0000-0000-0000-000000000001",
    }.Validate);

    [Fact]
    public void Clients_WithAnAuthorityFileThatIsNotThere_SaySo()
    {
        var options = new VaultOptions { Address = new Uri("https://localhost"), AuthorityFile = "/nowhere.pem" };

        var error = Assert.Throws<P8eInputException>(() => new VaultClients(options, TimeProvider.System));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
    }
}
