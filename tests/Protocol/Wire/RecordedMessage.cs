using Google.Protobuf;

namespace P8e.Protocol.Tests.Wire;

/// <summary>One line of messages.json.</summary>
internal sealed record RecordedMessage(string Type, string Source, string Encoder, string Base64)
{
    internal ByteString Bytes => ByteString.FromBase64(Base64);
}
