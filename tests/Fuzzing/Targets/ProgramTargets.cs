using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using P8e.Cryptography.Keys;
using P8e.Durable;
using P8e.Durable.Hub;
using P8e.Durable.Wire;
using P8e.Execution.Envelopes;
using P8e.Execution.Sessions;
using P8e.Execution.Wire;
using P8e.Execution.Wire.Messages;
using P8e.Functions.Chain;
using P8e.Functions.Contracts;
using P8e.Functions.Executions;
using P8e.Functions.Http;
using P8e.Functions.Invocations;
using P8e.Functions.Objects;
using P8e.Functions.TaskHub;
using P8e.Fuzzing.Tests.Engine;
using P8e.Ports;
using static P8e.Fuzzing.Tests.Targets.Fuzzed;

namespace P8e.Fuzzing.Tests.Targets;

/// <summary>Bodies of HTTP requests, calls of the Functions host, what the sandbox says, envelopes and stored states of workflows.</summary>
internal static class ProgramTargets
{
    private const int SmallDepth = 4;

    private static readonly OrchestratorHandler Orchestrators = new(new OrchestratorRegistry());
    private static readonly TransactionReader Transactions = new([]);

    internal static FuzzTarget[] All { get; } =
    [
        new("execution-request", () => ["{\"contract\":\"a.B\",\"scope\":{\"uuid\":\"00000000-0000-4000-8000-000000000001\"},\"role\":\"OWNER\",\"records\":{\"asset\":{\"x\":1}}}"u8.ToArray()], bytes => ExecutionRequestReader.Read(bytes) is not null) { BytesPerByte = 256 },
        new("transaction-request", () => Corpus.Json("chain/transactions.json").Append("{\"transactions\":[{\"messages\":[{\"@type\":\"/provenance.metadata.v1.MsgDeleteScopeRequest\",\"scopeId\":\"AAEC\",\"signers\":[\"tp1\"]}],\"memo\":\"m\"}]}"u8.ToArray()), bytes => Transactions.Read(bytes).Count >= 0) { BytesPerByte = 256 },
        new("publish-request", () => ["{\"contracts\":\"UEsDBA==\",\"records\":\"UEsDBA==\",\"audience\":[]}"u8.ToArray()], bytes => PublishRequest.Read(bytes) is not null) { BytesPerByte = 64 },
        new("share-request", () => [Encoding.ASCII.GetBytes($"{{\"add\":[\"{KeyText.Write(Party.Named("reader").Key)}\"]}}")], bytes => JsonBody.Read(bytes, SmallDepth, ShareRequest.Read, ShareRequest.Malformed) is not null) { BytesPerByte = 256 },
        new("lifetime-request", () => ["{\"id\":\"00000000-0000-4000-8000-000000000001\",\"act\":\"hold\",\"reason\":\"r\"}"u8.ToArray(), "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"act\":\"retain\",\"until\":\"2030-01-01T00:00:00Z\"}"u8.ToArray()], bytes => JsonBody.Read(bytes, SmallDepth, LifetimeRequest.Read, LifetimeRequest.Malformed) is not null) { BytesPerByte = 128 },
        new("object-path", () => Corpus.Text("protocol/java-base64.json").Append(Encoding.ASCII.GetBytes(new string('a', 64))), bytes => ObjectJson.ReadKey(TextOf(bytes)) is not null),
        new("host-call", () => Corpus.Json("durable-replay.json"), ReadCall) { BytesPerByte = 64 },
        new("host-client-binding", () => ["{\"rpcBaseUrl\":\"http://127.0.0.1:1/\",\"taskHubName\":\"h\"}"u8.ToArray()], bytes => DurableClientBinding.Read(bytes) is not null) { BytesPerByte = 64 },
        new("host-orchestration", () => Corpus.Bytes("durable-replay.json"), bytes => Orchestrators.Handle(bytes).Length > 0) { IsRoomsRefusal = error => error is DurableException, BytesPerByte = 256 },
        new("hub-state", () => Corpus.Bytes("durable-replay.json"), bytes => InstanceStates.Read("fuzzed", bytes) is not null) { IsRoomsRefusal = error => error is DurableException, BytesPerByte = 128 },
        new("sandbox-message", Messages, bytes => WireCodec.Decode(bytes) is not null) { IsRoomsRefusal = error => error is WireException, BytesPerByte = 256 },
        new("envelope", () => Corpus.Bytes("sdk/envelopes.json", "sdk/worked-example.json"), bytes => ContractEnvelope.Parse(bytes) is not null) { BytesPerByte = 256 },
        new("contract-specification", () => Corpus.Bytes("sdk/contract-specs.json", "sdk/worked-example.json"), bytes => ContractSpecification.Parse(bytes) is not null) { BytesPerByte = 256 },
    ];

    private static bool ReadCall(byte[] bytes)
    {
        var body = Done(InvocationBody.ReadAsync(PipeReader.Create(new ReadOnlySequence<byte>(bytes)), CancellationToken.None));
        _ = body.InstanceId();
        _ = body.Client();
        return body.TriggerMessage().Length >= 0;
    }

    private static IEnumerable<byte[]> Messages()
    {
        WireMessage[] messages =
        [
            new LoadRequest(new byte[] { 1 }, new byte[] { 2 }), new LoadedReply(), new DescribeRequest(), new FailureReply(default, "text"),
            new RunRequest("class", DateTimeOffset.UnixEpoch, [new NamedValue("name", "type", new byte[] { 1, 2 })], [new FunctionCall("function", [new NamedValue("name", "type", new byte[] { 3 })])]),
        ];
        foreach (var message in messages)
        {
            var output = new ArrayBufferWriter<byte>();
            WireCodec.Encode(message, output);
            yield return output.WrittenSpan.ToArray();
        }
    }
}
