using P8e.Cryptography.Keys;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const string WindowsHasNoModes = "Windows has no file modes.";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = Directory.CreateTempSubdirectory("p8e-keys-").FullName;
    private readonly PrivateKey key = PrivateKey.Generate(new SeededRandom(77), Curves.Fastest);

    private string FilePath => Path.Combine(folder, "signing.key");

    [Fact]
    public void Create_ThenRead_GivesTheKeyBack()
    {
        KeyFile.Create(FilePath, key);

        using var read = KeyFile.Read(FilePath, Curves.Fastest);
        Assert.Equal(key.PublicKey, read.PublicKey);
        Assert.Equal(new string(KeyText.Write(key)) + "\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Create_OnUnix_OnlyTheOwnerMayRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), WindowsHasNoModes);
        KeyFile.Create(FilePath, key);

        Assert.Equal(OwnerOnly, ModeOf(FilePath));
    }

    [Fact]
    public void Create_FileExists_LeavesItAlone()
    {
        File.WriteAllText(FilePath, "the only copy");

        var error = Assert.Throws<P8eStateException>(() => KeyFile.Create(FilePath, key));

        Assert.Equal((ErrorCodes.KeyFileUnsafe, StateErrorKind.Conflict), (error.Code, error.Kind));
        Assert.Equal("the only copy", File.ReadAllText(FilePath));
    }

    [Fact]
    public void Create_DanglingLink_IsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), WindowsHasNoModes);
        var target = Path.Combine(folder, "elsewhere");
        File.CreateSymbolicLink(FilePath, target);

        _ = Assert.Throws<P8eStateException>(() => KeyFile.Create(FilePath, key));
        Assert.False(File.Exists(target));
    }

    [Fact]
    public void CreateAndRead_NoSuchFolder_IsOurOwnError()
    {
        var path = Path.Combine(folder, "none", "signing.key");

        Assert.Equal(ErrorCodes.KeyFileUnusable, Assert.Throws<P8eInputException>(() => KeyFile.Create(path, key)).Code);
        Assert.Equal(ErrorCodes.KeyInvalid, Assert.Throws<P8eInputException>(() => KeyFile.Read(path)).Code);
        Assert.Equal(ErrorCodes.KeyInvalid, Assert.Throws<P8eInputException>(() => KeyFile.Read(folder)).Code);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public void Read_OthersHaveRights_IsRefused(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), WindowsHasNoModes);
        KeyFile.Create(FilePath, key);
        SetMode(FilePath, OwnerOnly | others);
        var link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, FilePath);

        foreach (var path in new[] { FilePath, link })
        {
            var error = Assert.Throws<P8eStateException>(() => KeyFile.Read(path, Curves.Fastest));
            Assert.Equal((ErrorCodes.KeyFileUnsafe, StateErrorKind.NotPermitted), (error.Code, error.Kind));
        }
    }

    [Fact]
    public void Read_LinkToASafeFile_IsJudgedByTheFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), WindowsHasNoModes);
        KeyFile.Create(FilePath, key);
        var link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, FilePath);

        using var read = KeyFile.Read(link, Curves.Fastest);

        Assert.Equal(key.PublicKey, read.PublicKey);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("not a key")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("0A01011000\n")]
    [InlineData("\uFEFF0A0101")]
    public void Read_Garbage_IsRefused(string content) => AssertRefused(content);

    [Fact]
    public void Read_KeyThenMuchSpaceThenAnything_IsRefused()
    {
        var text = new string(KeyText.Write(key));

        AssertRefused(text.PadRight(129) + "more");
        AssertRefused(text.PadRight(1_000_000));
        AssertRefused(text + "\n" + text);
    }

    public void Dispose()
    {
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void AssertRefused(string content)
    {
        File.WriteAllText(FilePath, content);
        SetMode(FilePath, OwnerOnly);

        Assert.Equal(ErrorCodes.KeyInvalid, Assert.Throws<P8eInputException>(() => KeyFile.Read(FilePath, Curves.Fastest)).Code);
        File.Delete(FilePath);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
