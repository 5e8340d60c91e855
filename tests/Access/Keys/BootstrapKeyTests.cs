using P8e.Access.Keys;
using P8e.Ports;
using P8e.Ports.Access;
using P8e.Protocol.Errors;

namespace P8e.Access.Tests.Keys;

/// <summary>The key of the first hour.</summary>
public sealed class BootstrapKeyTests : IDisposable
{
    private static readonly string Key = ApiKeyText.Create(new SeededRandomSource(7).Fill);

    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> GoodFiles { get; } = new(ApiKeyText.Hash(Key), $"{ApiKeyText.Hash(Key)}\n", $"\r\n{ApiKeyText.Hash(Key).ToUpperInvariant()}  -\r\n");

    public static TheoryData<string> BadFiles { get; } = new(
        "", "\n", Key, ApiKeyText.Hash(Key)[1..], $"{ApiKeyText.Hash(Key)}0", $"{ApiKeyText.Hash(Key)}\n{ApiKeyText.Hash(Key)}\n", new string('g', 64), ApiKeyText.Hash(Key) + new string(' ', 1024));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Fact]
    public async Task Find_TheKeyOfTheSetting_MayDoEverything()
    {
        var keys = new ApiKeys(new InMemoryApiKeys(), new SeededRandomSource(1).Fill, new ManualTimeProvider(), BootstrapKey.Of(ApiKeyText.Hash(Key).ToUpperInvariant()));

        Assert.Equal(AccessRoles.All, (await keys.FindAsync(Key, Token)).Grants.Everywhere);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("zz")]
    public void Validate_HashThatIsNone_IsRefused(string hash) =>
        Assert.Contains("Access__BootstrapKeyHash", Assert.Throws<P8eInputException>(new AccessOptions { BootstrapKeyHash = hash }.Validate).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public async Task Find_TheKeyOfTheFile_MayDoEverything(string content)
    {
        await File.WriteAllTextAsync(_file, content, Token);
        var stored = new InMemoryApiKeys();
        var keys = new ApiKeys(stored, new SeededRandomSource(1).Fill, new ManualTimeProvider(), BootstrapKey.Read(_file));

        var caller = await keys.FindAsync(Key, Token);

        Assert.Equal(($"key:{ApiKeyText.Id(Key)}", AccessRoles.All), (caller.Id, caller.Grants.Everywhere));
        Assert.Equal(0, stored.Finds);
        await Assert.ThrowsAsync<P8eStateException>(() => keys.FindAsync(ApiKeyText.Create(new SeededRandomSource(8).Fill), Token));
        await Assert.ThrowsAsync<P8eStateException>(() => keys.FindAsync(ApiKeyText.Hash(Key), Token));
    }

    [Theory]
    [MemberData(nameof(BadFiles))]
    public async Task Read_AnotherFile_IsANamedErrorWithoutWhatStandsInIt(string content)
    {
        await File.WriteAllTextAsync(_file, content, Token);

        var error = Assert.Throws<P8eInputException>(() => BootstrapKey.Read(_file));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains("Access__BootstrapKeyFile", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[21..], error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFile_IsANamedError() =>
        Assert.Equal(ErrorCodes.ConfigurationInvalid, Assert.Throws<P8eInputException>(() => BootstrapKey.Read($"{_file}.not-there")).Code);
}
