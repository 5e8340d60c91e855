using P8e.Protocol.Errors;

namespace P8e.Access.Tests;

/// <summary>Which settings are taken.</summary>
public sealed class AccessOptionsTests
{
    private const string Authority = "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0";

    [Fact]
    public void Validate_TheDefaults_Holds()
    {
        var options = new AccessOptions();

        options.Validate();

        Assert.Equal((AccessMode.Keys, false), (options.Mode, options.TakesTokens));
    }

    [Fact]
    public void Validate_AnIssuerAndAnAudience_Holds()
    {
        var options = new AccessOptions { TokenAuthority = new Uri(Authority), TokenAudience = "a" };

        options.Validate();

        Assert.True(options.TakesTokens);
    }

    [Theory]
    [InlineData("TokenAudience", Authority, null)]
    [InlineData("TokenAudience", Authority, "")]
    [InlineData("TokenAudience", null, "a")]
    [InlineData("TokenAuthority", "http://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", "a")]
    [InlineData("TokenAuthority", "https://login.microsoftonline.com/common/v2.0", "a")]
    [InlineData("TokenAuthority", "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47", "a")]
    [InlineData("TokenAuthority", "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0/", "a")]
    [InlineData("TokenAuthority", "https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0?x=1", "a")]
    [InlineData("TokenAuthority", "https://me@login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", "a")]
    [InlineData("TokenAuthority", "/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0", "a")]
    public void Validate_ABadIssuerOrAudience_NamesTheSetting(string setting, string? authority, string? audience) =>
        AssertNamed(setting, new AccessOptions { TokenAuthority = authority is null ? null : new Uri(authority, UriKind.RelativeOrAbsolute), TokenAudience = audience });

    [Theory]
    [InlineData("CallsPerMinute", 0, 1)]
    [InlineData("CallsPerMinute", 100_001, 1)]
    [InlineData("FailuresPerMinute", 1, 0)]
    [InlineData("FailuresPerMinute", 1, 10_001)]
    public void Validate_ANumberJustOutOfRange_NamesTheSetting(string setting, int calls, int failures) =>
        AssertNamed(setting, new AccessOptions { CallsPerMinute = calls, FailuresPerMinute = failures });

    [Fact]
    public void Validate_AModeThatIsNone_NamesTheSetting() => AssertNamed("Mode", new AccessOptions { Mode = (AccessMode)7 });

    private static void AssertNamed(string setting, AccessOptions options)
    {
        var error = Assert.Throws<P8eInputException>(options.Validate);
        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains($"Access__{setting} ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Example: Access__{setting}=", error.Message, StringComparison.Ordinal);
    }
}
