using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using P8e.Grpc.Client;
using P8e.Grpc.Tests.Messages;
using P8e.Grpc.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Grpc.Tests.Interop;

/// <summary>Each side of this room against the other side of grpc-js, an implementation that shares nothing with ours.</summary>
public sealed class GrpcJsTests
{
    private static readonly byte[] s_bytes = [0, 255, 13, 10];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_ToGrpcJs_SpeaksEveryKindOfCall()
    {
        await using var peer = NodeScript.Start("server.cjs");
        using var channel = new GrpcChannel(new("grpc-js", $"grpc://127.0.0.1:{await peer.ReadLineAsync(Token)}"), TimeProvider.System);
        var options = new GrpcCallOptions { Headers = new() { { "x-text", "plain" }, { "x-bytes-bin", s_bytes } }, Received = new(), Timeout = TimeSpan.FromMinutes(5) };
        var note = new Note { Text = "grün", Number = -5 };
        Assert.Equal(note, await channel.UnaryAsync(Echo.Say, note, options, Token));
        Assert.All([options.Received.Headers, options.Received.Trailers], metadata =>
        {
            Assert.Equal("plain", metadata.Find("x-text"));
            Assert.Equal(s_bytes, Assert.Single(metadata.FindBinary("x-bytes-bin")));
        });

        var error = await Assert.ThrowsAsync<P8eStateException>(() => channel.UnaryAsync(Echo.Say, new Note { Text = "refuse" }, options, Token));
        Assert.Equal(new GrpcStatus(GrpcStatusCode.FailedPrecondition, "50% – half\n"), GrpcStatus.Of(error));
        Assert.Equal(s_bytes, Assert.Single(options.Received.Trailers.FindBinary("x-bytes-bin")));

        var large = new Note { Number = 20, Data = ByteString.CopyFrom(new byte[1_000_000]) };
        Assert.Equal(20, await channel.ServerStreamingAsync(Echo.Count, large, null, Token).CountAsync(counted => counted.Data.Length == 1_000_000, Token));
        Assert.Equal(499_500, (await channel.ClientStreamingAsync(Echo.Sum, Streams.Numbers(1000, Token), null, Token)).Number);
        Assert.Equal(5, await channel.DuplexStreamingAsync(Echo.Talk, Streams.Numbers(5, Token), null, Token).CountAsync(Token));
    }

    [Fact]
    public async Task Server_ForGrpcJs_SpeaksEveryKindOfCall()
    {
        await using var server = await EchoServer.StartAsync(service => service
            .Unary<Note, Note>("Say", async (note, call, token) =>
            {
                Assert.Equal("plain", call.RequestHeaders.Find("x-text"));
                call.ResponseHeaders.Add("x-bytes-bin", call.RequestHeaders.FindBinary("x-bytes-bin").Single());
                call.ResponseTrailers.Add("x-tail", "t");
                if (note.Text == "wait")
                {
                    Assert.NotNull(call.DeadlineAt);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                }

                return note.Text == "refuse" ? throw call.Refusal(GrpcStatusCode.FailedPrecondition, "50% – half\n") : note;
            })
            .ServerStreaming<Note, Note>("Count", (note, _, token) => Streams.Numbers(note.Number, token))
            .ClientStreaming<Note, Note>("Sum", async (notes, _, token) => new Note { Number = await notes.AggregateAsync(0L, (sum, note) => sum + note.Number, token) })
            .DuplexStreaming<Note, Note>("Talk", (notes, _, _) => notes));
        await using var peer = NodeScript.Start("client.cjs", server.Address.Authority);
        var answers = JsonNode.Parse(await peer.ReadLineAsync(Token)) ?? throw new JsonException("The script printed null.");
        AssertJson("""{"head":["00ff0d0a"],"text":"grün","number":"-5"}""", answers["said"]);
        AssertJson("""{"code":9,"details":"50% – half\n","tail":["t"]}""", answers["refused"], except: "head");
        Assert.Equal(4, (int?)answers["late"]?["code"]);
        AssertJson(JsonSerializer.Serialize(Enumerable.Range(0, 1000)), answers["counted"]);
        AssertJson("499500", answers["summed"]);
        AssertJson("[0,1,2,3,4]", answers["talked"]);
        Assert.Empty(server.Log.Lines);
    }

    private static void AssertJson(string expected, JsonNode? actual, string? except = null)
    {
        if (except is not null)
        {
            actual?.AsObject().Remove(except);
        }

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"{actual?.ToJsonString()} is not {expected}");
    }
}
