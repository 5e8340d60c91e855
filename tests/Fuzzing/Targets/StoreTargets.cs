using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http;
using P8e.Azure.Tables;
using P8e.Fuzzing.Tests.Engine;
using P8e.Grpc;
using P8e.Grpc.Server;
using P8e.Grpc.Wire;
using P8e.ObjectStore.Keys;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Service;
using P8e.Ports;
using P8e.Protocol.Wire.ObjectStore;
using static P8e.Fuzzing.Tests.Targets.Fuzzed;

namespace P8e.Fuzzing.Tests.Targets;

/// <summary>gRPC's frames and texts, uploads, homes of keys, and the answers of the table service.</summary>
internal static class StoreTargets
{
    private const int Boundary = 36;

    internal static FuzzTarget[] All { get; } =
    [
        new("grpc-frames", () => Streams(), ReadFrames) { IsRoomsRefusal = error => error is GrpcStatusException, BytesPerByte = 64 },
        new("grpc-upload", () => Streams(), Upload) { IsRoomsRefusal = error => error is ContainerRefusedException, BytesPerByte = 128 },
        new("grpc-download", () => Streams(isAnswer: true), Download) { IsRoomsRefusal = error => error is GrpcStatusException, BytesPerByte = 64 },
        new("grpc-texts", () => Corpus.Text("grpc/messages.json").Append("10S"u8.ToArray()), ReadTexts) { BytesPerByte = 16 },
        new("key-registration", Homes, bytes => new KeyRegistration(bytes.AsMemory(0, Math.Min(bytes.Length, 65)), TextOf(bytes), default, ("x-key", TextOf(bytes))).Url.Length > 0) { BytesPerByte = 64 },
        new("peer-url", Homes, bytes => PeerUrl.Parse(TextOf(bytes)).Address.Length > 0) { BytesPerByte = 64 },
        new("table-row", Rows, bytes => TableEntityReader.ReadEntity(Answer(bytes)) is not null) { IsRoomsRefusal = IsUnreadable, BytesPerByte = 128 },
        new("table-page", () => Rows().Select(row => (byte[])[.. "{\"value\":["u8, .. row, (byte)',', .. row, .. "]}"u8]), bytes => TableEntityReader.ReadEntities(Answer(bytes)).Count >= 0)
        {
            IsRoomsRefusal = IsUnreadable, BytesPerByte = 128,
        },
        new("table-transaction", Transactions, ReadTransaction) { IsRoomsRefusal = IsUnreadable, BytesPerByte = 128 },
        new("table-error", () => ["{\"odata.error\":{\"code\":\"TableNotFound\",\"message\":{\"lang\":\"en-US\",\"value\":\"The table\"}}}"u8.ToArray()], bytes => TableErrorParser.Parse(bytes) is not null) { BytesPerByte = 32 },
    ];

    /// <summary>The recorded messages of puts, as they stand in a request; an answer to a get is the same without the properties.</summary>
    private static IEnumerable<byte[]> Streams(bool isAnswer = false)
    {
        var file = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(Repository.Vector("object-store/streams.json")));
        foreach (var messages in new[] { file.GetProperty("client").GetProperty("messages"), file.GetProperty("replication").GetProperty("put"), file.GetProperty("replication").GetProperty("sent") })
        {
            yield return [.. messages.EnumerateArray().Select(message => message.GetBytesFromBase64())
                .Where(message => !isAnswer || ChunkBidi.Parser.ParseFrom(message).Chunk?.ImplCase is not Chunk.ImplOneofCase.Value).SelectMany(Frame)];
        }
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[message.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static IEnumerable<byte[]> Homes() => [.. Corpus.Text("object-store/public-keys.json"), .. new[] { "https://store.example", "grpcs://store.example:443/x?y", "tcp://[::1]:8080", "http://10.0.0.1:80" }.Select(Encoding.UTF8.GetBytes)];

    private static IEnumerable<byte[]> Rows() =>
    [
        "{\"PartitionKey\":\"p\",\"RowKey\":\"r\",\"Timestamp\":\"2026-01-01T00:00:00Z\",\"Text\":\"t\",\"Number\":7,\"Real\":1.5,\"Flag\":true}"u8.ToArray(),
        "{\"odata.etag\":\"W/\\\"1\\\"\",\"PartitionKey\":\"p\",\"RowKey\":\"r\",\"B@odata.type\":\"Edm.Binary\",\"B\":\"AQID\",\"L@odata.type\":\"Edm.Int64\",\"L\":\"9007199254740993\"}"u8.ToArray(),
        "{\"odata.type\":\"a.t\",\"PartitionKey\":\"\",\"RowKey\":\"\",\"G@odata.type\":\"Edm.Guid\",\"G\":\"00000000-0000-4000-8000-000000000001\",\"D@odata.type\":\"Edm.DateTime\",\"D\":\"2026-01-01T00:00:00.1234567Z\"}"u8.ToArray(),
    ];

    /// <summary>The boundary of the outer parts first, then the body.</summary>
    private static IEnumerable<byte[]> Transactions()
    {
        const string Outer = "batchresponse_00000000";
        const string Inner = "changesetresponse_11111111";
        const string Done = "HTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\nDataServiceVersion: 3.0;\r\n\r\n\r\n";
        const string Failed = "HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\n\r\n{\"odata.error\":{\"code\":\"EntityAlreadyExists\",\"message\":{\"lang\":\"en-US\",\"value\":\"1:The specified entity already exists.\"}}}\r\n";
        foreach (var answers in new[] { new[] { Done, Done }, [Failed] })
        {
            var parts = string.Concat(answers.Select(answer => $"--{Inner}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n{answer}"));
            var body = $"--{Outer}\r\nContent-Type: multipart/mixed; boundary={Inner}\r\n\r\n{parts}--{Inner}--\r\n--{Outer}--\r\n";
            yield return Encoding.UTF8.GetBytes($"boundary={Outer}".PadRight(Boundary) + body);
        }
    }

    private static TableBatchResponse Answer(byte[] body) => new(200, "OK", new Dictionary<string, string> { ["Content-Type"] = "application/json" }, new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true));

    private static bool ReadTransaction(byte[] bytes)
    {
        var split = Math.Min(Boundary, bytes.Length);
        var type = "multipart/mixed; " + Encoding.Latin1.GetString(bytes.AsSpan(0, split)).TrimEnd();
        return TableBatchReader.Read(bytes.AsMemory(split), type, actions: 2).Count == 2;
    }

    /// <summary>The adapters above translate these.</summary>
    private static bool IsUnreadable(Exception error) => error is RequestFailedException or FormatException;

    private static bool ReadFrames(byte[] bytes)
    {
        var reader = Frames(bytes);
        var count = 0;
        while (Done(reader.ReadAsync(ChunkBidi.Parser, CancellationToken.None)) is not null)
        {
            count++;
        }

        return count > 0;
    }

    private static bool Upload(byte[] bytes)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(bytes, writable: false);
        var call = new GrpcServerCall(ObjectReflection.Descriptor.Services[0].FindMethodByName("Put"), [], null);
        var messages = new GrpcRequestReader<ChunkBidi>(new ServerExchange(context, call, ObjectStoreServices.ServerOptions), ChunkBidi.Parser, new LongField(ChunkBidi.ChunkFieldNumber, Chunk.DataFieldNumber));
        return Done(ReceiveAsync(new UploadReader(messages, call)));
    }

    /// <summary>What a partner's store sends.</summary>
    private static bool Download(byte[] bytes)
    {
        var reader = Frames(bytes);
        var shape = new ContainerShape("fuzzed");
        while (Done(reader.ReadAsync(ChunkBidi.Parser, CancellationToken.None)) is { } message)
        {
            _ = shape.Take(message);
        }

        shape.Finish();
        return true;
    }

    private static FrameReader Frames(byte[] bytes) => new(PipeReader.Create(new ReadOnlySequence<byte>(bytes)), 4 * 1024 * 1024, GrpcStatusCode.OutOfRange);

    private static async Task<bool> ReceiveAsync(UploadReader reader)
    {
        await reader.OpenAsync(CancellationToken.None);
        var upload = await ReceivedUpload.StartAsync(reader, static _ => { }, CancellationToken.None);
        var piece = new byte[4096];
        while (await upload.ReadPayloadAsync(piece, CancellationToken.None) > 0)
        {
            // The payload is anything.
        }

        return (await upload.CompleteAsync(CancellationToken.None)).Key.Bytes.Length > 0;
    }

    private static bool ReadTexts(byte[] bytes)
    {
        var text = TextOf(bytes);
        _ = PercentText.Decode(text);
        Require(TimeoutText.Parse(text) is not { } timeout || timeout >= TimeSpan.Zero, "A timeout is negative.");
        return true;
    }
}
