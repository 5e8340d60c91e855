using System.Text.RegularExpressions;
using P8e.Access;
using P8e.Functions.Hosting;
using P8e.Functions.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Hosting;

/// <summary>What an operator sets, and what is said when it is wrong.</summary>
public sealed class SettingsTests
{
    /// <summary>The Functions host's own.</summary>
    private static readonly string[] OfTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage"];

    private static readonly Dictionary<string, string> Least = new() { ["Storage__ConnectionString"] = "UseDevelopmentStorage=true" };

    [Fact]
    public void Sample_ListsEverySetting_AndNoOther()
    {
        var listed = Settings.ReadFile(Tree.PathOf("local.settings.sample.json")).Select(value => value.Key).Except(OfTheHost);

        Assert.Equal(ProgramOptions.SettingNames.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    /// <summary>Who follows a message's advice must not be told that there is no such setting.</summary>
    [Fact]
    public void Sources_ThatNameASetting_NameOneThatExists()
    {
        var sources = new[] { "core", "functions" }.SelectMany(folder => Directory.EnumerateFiles(Tree.PathOf(folder), "*.cs", SearchOption.AllDirectories));
        var named = sources.SelectMany(file => Regex.Matches(File.ReadAllText(file), "(Access|Affiliate|Chain|Host|Hub|Storage|Telemetry)__[A-Z][A-Za-z]+").Select(match => match.Value)).ToHashSet();

        Assert.Contains("Chain__FollowFromHeight", named);
        Assert.Empty(named.Except(ProgramOptions.SettingNames));
    }

    [Fact]
    public void Sample_AsItStands_IsTheDefault()
    {
        var sample = ProgramOptions.Read(new Settings(Settings.ReadFile(Tree.PathOf("local.settings.sample.json"))));
        var usual = ProgramOptions.Read(new Settings(Least));

        Assert.Equivalent(usual.Host, sample.Host, strict: true);
        Assert.Equivalent(usual.Hub, sample.Hub, strict: true);
        Assert.Equivalent(usual.Storage, sample.Storage, strict: true);
        Assert.Equivalent(usual.Telemetry, sample.Telemetry, strict: true);
        Assert.Equivalent(usual.Access, sample.Access, strict: true);
    }

    [Theory]
    [InlineData("Host__Roles", "http,cook")]
    [InlineData("Host__Roles", "1")]
    [InlineData("Host__HttpAddress", "http://p8e.example:80")]
    [InlineData("Host__HttpAddress", "ftp://127.0.0.1:80")]
    [InlineData("Host__HttpCertificateFile", "/certificates/api.pem")]
    [InlineData("Host__Proxies", "6")]
    [InlineData("Host__Names", "p8e.example,a/b")]
    [InlineData("Access__Mode", "Off")]
    [InlineData("Access__TokenAuthority", "https://login.microsoftonline.com/common/v2.0")]
    [InlineData("Access__CallsPerMinute", "0")]
    [InlineData("Access__FailuresPerMinute", "10001")]
    [InlineData("Host__GrpcAddress", "127.0.0.1:80")]
    [InlineData("Host__GrpcAddress", "http://store.example:80")]
    [InlineData("Host__GrpcCertificateFile", "/certificates/store.pem")]
    [InlineData("ObjectStore__UriHost", "a/b")]
    [InlineData("ObjectStore__Authorisation", "Maybe")]
    [InlineData("ObjectStore__ReplicationBackoffSeconds", "0")]
    [InlineData("ObjectStore__ReplicationBackoffSeconds", "1801")]
    [InlineData("ObjectStore__InlineBytes", "393217")]
    [InlineData("ObjectStore__SweepGraceMinutes", "59")]
    [InlineData("ObjectStore__MailLeaseSeconds", "-1")]
    [InlineData("ObjectStore__MailKeptDays", "0")]
    [InlineData("Host__StopSeconds", "0")]
    [InlineData("Host__StopSeconds", "121")]
    [InlineData("Host__Stopseconds ", "20")]
    [InlineData("Host__Color", "red")]
    [InlineData("Hub__Name", "9hubs")]
    [InlineData("Hub__Name", "a-hub")]
    [InlineData("Hub__Name", "P8eHub")]
    [InlineData("Hub__Name", "ahubwhosenamehasthirtythreeletter")]
    [InlineData("Hub__Shards", "0")]
    [InlineData("Hub__Shards", "65")]
    [InlineData("Hub__PayloadBytesMax", "1023")]
    [InlineData("Hub__PayloadBytesMax", "57345")]
    [InlineData("Hub__HistoryEventsMax", "99")]
    [InlineData("Hub__ActivitiesMax", "1025")]
    [InlineData("Hub__LeaseSeconds", "9")]
    [InlineData("Hub__PollSeconds", "30")]
    [InlineData("Hub__GraceSeconds", "59")]
    [InlineData("Hub__Shards", "four")]
    [InlineData("Storage__MaxRetries", "11")]
    [InlineData("Storage__BlobEndpoint", "nowhere")]
    [InlineData("Host__LogFormat", "Xml")]
    [InlineData("Telemetry__OtlpEndpoint", "ftp://127.0.0.1")]
    [InlineData("Telemetry__OtlpEndpoint", "http://user:word@127.0.0.1")]
    [InlineData("Telemetry__OtlpHeadersFile", "/secrets/headers")]
    [InlineData("Telemetry__SampleRatio", "1.1")]
    [InlineData("Telemetry__SampleRatio", "-0.5")]
    [InlineData("Telemetry__SampleRatio", "all")]
    [InlineData("Telemetry__ServiceName", "two words")]
    [InlineData("Telemetry__LagSeconds", "9")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "0")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "http")]
    public void Read_ASettingOutsideItsRange_NamesItAndGivesAnExample(string name, string value)
    {
        var error = Assert.Throws<P8eInputException>(() => ProgramOptions.Read(new Settings(new Dictionary<string, string>(Least) { [name] = value })));

        Assert.Equal(ErrorCodes.ConfigurationInvalid, error.Code);
        Assert.Contains($"{name.Trim()}", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Example: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host__HttpAddress", "http://0.0.0.0:80")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT", "41234")]
    public void Read_LoopbackModeWhereOthersMayCall_IsRefused(string name, string value)
    {
        var settings = new Dictionary<string, string>(Least) { [name] = value };

        Assert.Equal(AccessMode.Keys, ProgramOptions.Read(new Settings(settings)).Access.Mode);
        settings["Access__Mode"] = "Loopback";
        Assert.Contains("Access__Mode", Assert.Throws<P8eInputException>(() => ProgramOptions.Read(new Settings(settings))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithTheProgramsIdentity_NeedsNoConnectionString()
    {
        var settings = new Settings(new Dictionary<string, string>
        {
            ["Storage__Credential"] = "Identity", ["Storage__BlobEndpoint"] = "https://a.blob.core.windows.net", ["Storage__TableEndpoint"] = "https://a.table.core.windows.net",
        });

        Assert.Null(ProgramOptions.Read(settings).Storage.ConnectionString);
    }

    [Fact]
    public void Read_WithoutTheStorageAccount_SaysSo() =>
        Assert.Contains("Storage__ConnectionString is missing", Assert.Throws<P8eInputException>(() => ProgramOptions.Read(new Settings([]))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Storage__ConnectionString", "AccountName=a;AccountKey=c2VjcmV0")]
    [InlineData("Storage__BlobEndpoint", "c2VjcmV0")]
    [InlineData("Hub__Shards", "c2VjcmV0")]
    public void Read_OfAWrongValue_NeverShowsIt(string name, string value)
    {
        var settings = new Settings(new Dictionary<string, string>(Least) { [name] = value, ["Host__StopSeconds"] = "0" });

        Assert.DoesNotContain("c2VjcmV0", Assert.Throws<P8eInputException>(() => ProgramOptions.Read(settings)).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hub__shards", "8")]
    [InlineData("Hub:Shards", "8")]
    public void Read_NamesOfAnyCaseOrForm_AreTheSame(string name, string value) =>
        Assert.Equal(8, ProgramOptions.Read(new Settings(new Dictionary<string, string>(Least) { [name] = value })).Hub.Shards);

    [Fact]
    public void Description_OfTheProgram_NamesTheAccountAndNoKey()
    {
        var options = ProgramOptions.Read(new Settings(new Dictionary<string, string>
        {
            ["Storage__ConnectionString"] = "DefaultEndpointsProtocol=https;AccountName=loans;AccountKey=c2VjcmV0",
        }));

        var line = new ProgramDescription(options).Line(new Dictionary<string, string> { ["http"] = "http://127.0.0.1:1" });

        Assert.Contains("standalone; roles http, grpc, hub, timers; http http://127.0.0.1:1; hub p8e; storage loans", line, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", line, StringComparison.Ordinal);
    }
}
