using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.ObjectStore.Remote;

/// <summary>The shape of the answer to a get, judged message by message as the Kotlin client does (object-store 4).</summary>
internal sealed class ContainerShape(string connection)
{
    private int _messages;
    private bool _hasData;
    private bool _hasEnded;

    /// <summary>Length of the plaintext as the uploader declared it; 0 until the first data are there.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Takes the next message.</summary>
    /// <returns>The bytes of the container in it; none for messages that carry none.</returns>
    public ReadOnlyMemory<byte> Take(ChunkBidi message)
    {
        if (_messages++ == 0)
        {
            Require(message.MultiStreamHeader?.StreamCount == 1, "it does not begin with the header of one stream");
            return default;
        }

        Require(!_hasEnded, "it goes on after its end");
        var chunk = message.Chunk;
        Require(chunk is not null, "a message of it is no chunk");
        switch (chunk!.ImplCase)
        {
            case Chunk.ImplOneofCase.Data:
                Require(_hasData || chunk.Header is not null, "its first chunk has no header");
                ContentLength = _hasData ? ContentLength : chunk.Header!.ContentLength;
                _hasData = true;
                return chunk.Data.Memory;
            case Chunk.ImplOneofCase.End:
                _hasEnded = true;
                return default;
            default:
                throw Malformed("a chunk of it holds neither data nor the end");
        }
    }

    /// <summary>Judges the whole when the stream has ended well.</summary>
    public void Finish() => Require(_messages > 1, "it has no chunks");

    private void Require(bool isMet, string otherwise)
    {
        if (!isMet)
        {
            throw Malformed(otherwise);
        }
    }

    private P8eInputException Malformed(string what) =>
        new(ErrorCodes.GrpcMalformed, $"Getting an object from {connection}: the answer is not what a store sends, {what}. Tell whoever runs that store.");
}
