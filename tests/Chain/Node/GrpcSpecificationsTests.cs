using System.Text.Json;
using Google.Protobuf;
using P8e.Chain.Node;
using P8e.Chain.Tests.Support;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.Metadata;

namespace P8e.Chain.Tests.Node;

/// <summary>Specifications against a node's recorded answers, over real HTTP/2.</summary>
public sealed class GrpcSpecificationsTests
{
    private const string Owner = "tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj";
    private static readonly MetadataAddress Scope = MetadataAddress.ForScopeSpecification(Guid.Parse("c0000000-0000-4000-8000-000000000001"));
    private static readonly MetadataAddress MissingScope = MetadataAddress.ForScopeSpecification(Guid.Parse("c0000000-0000-4000-8000-000000000078"));
    private static readonly MetadataAddress Contract = MetadataAddress.ForContractSpecification(Guid.Parse("d0000000-0000-4000-8000-000000000001"));
    private static readonly MetadataAddress MissingContract = MetadataAddress.ForContractSpecification(Guid.Parse("d0000000-0000-4000-8000-000000000078"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindScopeSpecification_Recorded_HasOwnersAndContracts()
    {
        var found = await WithAsync(Recorded(), node => node.FindScopeSpecificationAsync(Scope, Token));

        Assert.Equal([Owner], found!.Owners);
        Assert.Equal([Contract], found.Parts);
    }

    [Fact]
    public async Task FindContractSpecification_Recorded_HasOwnersAndRecords()
    {
        var record = MetadataAddress.ForRecordSpecification(Contract.PrimaryUuid, "name");
        var found = await WithAsync(
            Recorded(answer => answer.RecordSpecifications.Add(new RecordSpecificationWrapper { Specification = new RecordSpecification { SpecificationId = ByteString.CopyFrom(record.Bytes.Span) } })),
            node => node.FindContractSpecificationAsync(Contract, Token));

        Assert.Equal([Owner], found!.Owners);
        Assert.Equal([record], found.Parts);
    }

    [Fact]
    public async Task Find_RecordedMissing_IsNull()
    {
        Assert.Null(await WithAsync(Recorded(), node => node.FindScopeSpecificationAsync(MissingScope, Token)));
        Assert.Null(await WithAsync(Recorded(), node => node.FindContractSpecificationAsync(MissingContract, Token)));
    }

    [Fact]
    public async Task Find_NodeThatSaysNotFound_IsNull() => Assert.Null(await WithAsync(
        Service((_, call) => throw call.Refusal(GrpcStatusCode.NotFound, "none")), node => node.FindScopeSpecificationAsync(Scope, Token)));

    [Fact]
    public async Task Find_PartThatIsNoAddress_IsTransient()
    {
        var service = Recorded(answer => answer.RecordSpecifications.Add(new RecordSpecificationWrapper { Specification = new RecordSpecification { SpecificationId = ByteString.CopyFromUtf8("x") } }));

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => WithAsync(service, node => node.FindContractSpecificationAsync(Contract, Token)));

        Assert.Equal(ErrorCodes.ChainNodeUnavailable, error.Code);
    }

    [Fact]
    public async Task Find_AnotherKindOfAddress_IsAProgrammersMistake() =>
        await Assert.ThrowsAnyAsync<ArgumentException>(() => WithAsync(Recorded(), node => node.FindScopeSpecificationAsync(Contract, Token)));

    private static async Task<T> WithAsync<T>(GrpcService service, Func<GrpcSpecifications, Task<T>> ask)
    {
        await using var node = await RecordedGrpcNode.StartAsync(specifications: service);
        using var channel = node.Connect();
        return await ask(new GrpcSpecifications(channel, TimeSpan.FromSeconds(30)));
    }

    private static GrpcService Recorded(Action<ContractSpecificationResponse>? change = null) => Service(
        (request, _) => Find("/ScopeSpecification", ScopeSpecificationRequest.Parser, ScopeSpecificationResponse.Parser, asked => asked.SpecificationId == request.SpecificationId),
        request =>
        {
            var answer = Find("/ContractSpecification", ContractSpecificationRequest.Parser, ContractSpecificationResponse.Parser, asked => asked.SpecificationId == request.SpecificationId);
            change?.Invoke(answer);
            return answer;
        });

    private static GrpcService Service(
        Func<ScopeSpecificationRequest, GrpcServerCall, ScopeSpecificationResponse> scope, Func<ContractSpecificationRequest, ContractSpecificationResponse>? contract = null) =>
        new GrpcService(QueryReflection.Descriptor.Services[0])
            .Unary<ScopeSpecificationRequest, ScopeSpecificationResponse>("ScopeSpecification", (request, call, _) => Task.FromResult(scope(request, call)))
            .Unary<ContractSpecificationRequest, ContractSpecificationResponse>("ContractSpecification", (request, _, _) => Task.FromResult(contract!(request)));

    private static TResponse Find<TRequest, TResponse>(string method, MessageParser<TRequest> requests, MessageParser<TResponse> responses, Func<TRequest, bool> isMeant)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        using var document = ChainVectors.Read("surfaces/queries.json");
        var query = document.RootElement.GetProperty("queries").EnumerateArray().First(query => query.GetProperty("grpcMethod").GetString()!.EndsWith(method, StringComparison.Ordinal)
            && query.TryGetProperty("responseBase64", out _) && isMeant(requests.ParseFrom(Bytes(query, "requestBase64"))));
        return responses.ParseFrom(Bytes(query, "responseBase64"));
    }

    private static byte[] Bytes(JsonElement query, string name) => query.GetProperty(name).GetBytesFromBase64();
}
