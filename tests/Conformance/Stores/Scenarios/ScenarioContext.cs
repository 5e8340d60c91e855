using System.Text.Json;
using P8e.Conformance.Stores.Calls;
using P8e.Conformance.Stores.Comparison;
using P8e.Conformance.Stores.Recording;
using P8e.Conformance.Stores.Server;
using P8e.Cryptography.Dime;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Scenarios;

/// <summary>A case without steps, and our store.</summary>
internal sealed record ScenarioContext(StoreCase Case, StoreUnderTest Store, Tally Tally)
{
    internal const string Put = "/objectstore.ObjectService/Put";
    internal const string Get = "/objectstore.ObjectService/Get";
    private const int DataBytes = 1 << 20;

    internal JsonElement Result => Case.Element.GetProperty("result");

    internal Task<StoreCaller> ConnectAsync(CancellationToken cancellationToken) => StoreCaller.ConnectAsync(Store.Address, cancellationToken);

    /// <summary>Puts an object, whole.</summary>
    internal static async Task<ObjectResponse> PutAsync(StoreCaller caller, PutTemplate upload, CancellationToken cancellationToken)
    {
        var answer = await caller.CallAsync(Put, upload.Frames(DataBytes), cancellationToken);
        Expect.Equal("status of a Put", "Ok \"\"", answer.ToString());
        return ObjectResponse.Parser.ParseFrom(answer.Messages.Single());
    }

    /// <summary>A request for an upload's object by its first reader.</summary>
    internal static byte[] RequestFor(PutTemplate upload) => RecordedRequest.Frame(Google.Protobuf.MessageExtensions.ToByteArray(new HashRequest
    {
        Hash = Google.Protobuf.ByteString.CopyFrom(upload.HashBytes),
        PublicKey = Google.Protobuf.ByteString.FromBase64(System.Text.Encoding.ASCII.GetString(DimeHeader.Parse(upload.Container).Audience[0].PublicKeyText.Span)),
    }));

    /// <summary>The container in an answer to a Get.</summary>
    internal static byte[] ContainerIn(StoreAnswer answer) =>
        [.. answer.Messages.Select(message => ChunkBidi.Parser.ParseFrom(message)).SelectMany(message => message.Chunk?.Data.ToByteArray() ?? [])];

    /// <summary>Compares the rows that there are now with recorded counts.</summary>
    internal async Task ExpectRowsAsync(int objects, int? readers, CancellationToken cancellationToken)
    {
        var rows = (await OurRows.ReadAsync(Store, cancellationToken)).Of(StoreTables.Objects);
        Expect.Equal("rows of objects", objects, rows.Count);
        if (readers is { } expected)
        {
            Expect.Equal("rows of readers", expected, rows.Sum(row => row.Fields["readers"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
        }
    }
}
