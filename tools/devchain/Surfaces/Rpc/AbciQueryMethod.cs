using System.Text.Json.Nodes;
using Google.Protobuf;
using P8e.Devchain.Errors;
using P8e.Devchain.Queries;
using P8e.Devchain.Surfaces.Rest;

namespace P8e.Devchain.Surfaces.Rpc;

/// <summary>
/// abci_query: every query method by its gRPC path, the application's version and simulation (provenance-chain 4.6, 6.4). What is refused is in
/// the answer's code and log. Store paths and proofs are not served.
/// </summary>
internal sealed class AbciQueryMethod(ChainNode node, QueryTable table, ProtoJson json)
{
    private const string Version = "/app/version";
    private const string Simulate = "/app/simulate";

    internal RpcMethod Method => RpcMethod.Of("abci_query", ["path", "data", "height", "prove"], Run);

    private JsonObject Run(RpcArguments arguments)
    {
        var path = arguments.Text("path");
        var data = arguments.HexBytes("data");
        var height = arguments.Number("height") ?? 0;
        return path switch
        {
            Version => Response(node.Chain.Height, ByteString.CopyFromUtf8(ChainNode.ApplicationVersion), "sdk"),
            Simulate => RunSimulation(data),
            _ when table.Find(path) is { } method => Ask(method, data, height),
            _ => Refused(SdkError.UnknownRequest, $"unknown query path: {SdkError.UnknownRequest.Description}", 0),
        };
    }

    private JsonObject Ask(QueryMethod method, byte[] data, long height)
    {
        QueryContext context;
        try
        {
            context = QueryContext.At(node, height);
        }
        catch (QueryException fault)
        {
            return Refused(fault.AbciError, fault.AbciLog, 0);
        }

        try
        {
            var answer = method.Answer(method.Method.InputType.Parser.ParseFrom(data), context);
            return Response(context.Height, answer.ToByteString(), string.Empty);
        }
        catch (QueryException fault)
        {
            return Refused(fault.AbciError, fault.AbciLog, context.Height);
        }
        catch (InvalidProtocolBufferException)
        {
            return Refused(SdkError.UnknownRequest, $"unexpected EOF: {SdkError.UnknownRequest.Description}", context.Height);
        }
    }

    private JsonObject RunSimulation(byte[] tx)
    {
        var outcome = node.Chain.Simulate(tx);
        if (!outcome.Succeeded)
        {
            return Response(0, null, outcome.Codespace, outcome.Code, $"failed to simulate tx: {outcome.Log}");
        }

        // Unlike the tx service, this tells the gas as gas; the limit is Go's largest number.
        var value = new JsonObject
        {
            ["gas_info"] = new JsonObject { ["gas_wanted"] = $"{ulong.MaxValue}", ["gas_used"] = BlockJson.Number(outcome.GasUsed) },
            ["result"] = json.ToNode(TxAnswers.SimulationResult(outcome)),
        };
        return Response(node.Chain.Height, ByteString.CopyFromUtf8(value.ToJsonString()), string.Empty);
    }

    private static JsonObject Refused(SdkError error, string log, long height) => Response(height, null, error.Codespace, error.Code, log);

    private static JsonObject Response(long height, ByteString? value, string codespace, uint code = 0, string log = "") => new()
    {
        ["response"] = new JsonObject
        {
            ["code"] = code,
            ["log"] = log,
            ["info"] = string.Empty,
            ["index"] = "0",
            ["key"] = null,
            ["value"] = value is null || value.IsEmpty ? null : value.ToBase64(),
            ["proofOps"] = null,
            ["height"] = BlockJson.Number(height),
            ["codespace"] = codespace,
        },
    };
}
