using Google.Protobuf.Reflection;
using P8e.Grpc.Server;
using P8e.Grpc.Server.Standard;
using P8e.Grpc.Tests.Support;
using P8e.Grpc.Wire.Reflection;

namespace P8e.Grpc.Tests.Server.Standard;

public sealed class ReflectionServiceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Versions => ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task ListServices_NamesWhatIsMapped(string version)
    {
        var answer = Assert.Single(await AskAsync(version, new ServerReflectionRequest { Host = "h", ListServices = "" }));
        Assert.Equal(
            ["grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "p8e.tests.grpc.Echo"],
            answer.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal(("h", ServerReflectionRequest.MessageRequestOneofCase.ListServices), (answer.ValidHost, answer.OriginalRequest.MessageRequestCase));
    }

    /// <summary>A tool can build the service's types from nothing but the answer.</summary>
    [Theory]
    [InlineData("p8e.tests.grpc.Echo")]
    [InlineData("p8e.tests.grpc.Echo.Say")]
    [InlineData("p8e.tests.grpc.Note")]
    public async Task FileContainingSymbol_GivesTheFileWithAllItNeeds(string symbol)
    {
        var answer = Assert.Single(await AskAsync("grpc.reflection.v1.ServerReflection", new ServerReflectionRequest { FileContainingSymbol = symbol }));
        var files = FileDescriptor.BuildFromByteStrings(answer.FileDescriptorResponse.FileDescriptorProto.Reverse());
        Assert.Contains(files[^1].Services, service => service.FullName == Echo.Service.FullName && service.Methods.Count == Echo.Service.Methods.Count);
    }

    [Fact]
    public async Task FileByFilename_OfAFileWithImports_GivesEachOnce()
    {
        var answer = Assert.Single(await AskAsync(
            "grpc.reflection.v1.ServerReflection", new ServerReflectionRequest { FileByFilename = "grpc/reflection/v1alpha/reflection.proto" }));
        Assert.Equal(
            ["grpc/reflection/v1alpha/reflection.proto", "grpc/reflection/v1/reflection.proto"],
            answer.FileDescriptorResponse.FileDescriptorProto.Select(bytes => FileDescriptorProto.Parser.ParseFrom(bytes).Name));
    }

    [Fact]
    public async Task Info_OfUnknownThings_AnswersEachWithAnErrorAndGoesOn()
    {
        ServerReflectionRequest[] requests =
        [
            new() { FileByFilename = "none.proto" }, new() { FileContainingSymbol = "no.Symbol" },
            new() { FileContainingExtension = new() { ContainingType = "p8e.tests.grpc.Note", ExtensionNumber = 9 } }, new() { AllExtensionNumbersOfType = "no.Type" }, new(),
            new() { AllExtensionNumbersOfType = "p8e.tests.grpc.Note" },
        ];
        var answers = await AskAsync("grpc.reflection.v1.ServerReflection", requests);
        Assert.Equal([5, 5, 5, 5, 3, 0], answers.Select(answer => answer.ErrorResponse?.ErrorCode ?? 0));
        Assert.Empty(answers[^1].AllExtensionNumbersResponse.ExtensionNumber);
        Assert.Equal(requests, answers.Select(answer => answer.OriginalRequest));
    }

    private static async Task<List<ServerReflectionResponse>> AskAsync(string version, params ServerReflectionRequest[] requests)
    {
        var services = ReflectionService.Create([new GrpcService(Echo.Service)]);
        await using var server = await EchoServer.StartAsync(_ => { }, more: [.. services]);
        using var channel = server.Connect();
        var method = services.Single(service => service.Descriptor.FullName == version).Descriptor.Methods[0];
        return await channel
            .DuplexStreamingAsync(new GrpcMethod<ServerReflectionRequest, ServerReflectionResponse>(method), requests.ToAsyncEnumerable(), null, Token)
            .ToListAsync(Token);
    }
}
