using Google.Protobuf;
using P8e.Protocol.Wire;

namespace P8e.Protocol.Tests.Wire;

public sealed class RecordedMessagesTests
{
    private static readonly IReadOnlyList<RecordedMessage> All = ProtocolVectors.Read<RecordedMessages>("messages.json").Messages;

    public static TheoryData<int, string> Recorded() => Rows(_ => true);

    public static TheoryData<int, string> RecordedFromNode() => Rows(m => m.Encoder == "gogoproto");

    public static TheoryData<int, string> RecordedElsewhere() => Rows(m => m.Encoder != "gogoproto");

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Decode_RecordedBytes_LeavesNoFieldUnknown(int index, string type)
    {
        var descriptor = WireFiles.Types.Find(type);
        var fields = MessageWalk.Fields(descriptor, All[index].Bytes);

        Assert.True(fields.Count > 0 || WireLeaves.Of(descriptor, All[index].Bytes).Count == 0);
    }

    [Theory]
    [MemberData(nameof(RecordedElsewhere))]
    public void Encode_DecodedBytes_GivesTheSameBytes(int index, string type)
    {
        var message = WireFiles.Types.Find(type).Parser.ParseFrom(All[index].Bytes);

        Assert.Equal(All[index].Base64, message.ToByteString().ToBase64());
    }

    [Theory]
    [MemberData(nameof(RecordedFromNode))]
    public void Encode_DecodedNodeBytes_SaysTheSame(int index, string type)
    {
        var descriptor = WireFiles.Types.Find(type);
        var again = descriptor.Parser.ParseFrom(All[index].Bytes).ToByteString();

        Assert.Equal(WireLeaves.Of(descriptor, All[index].Bytes), WireLeaves.Of(descriptor, again));
    }

    [Fact]
    public void Decode_BytesWithAStrangeField_IsNoticed()
    {
        var strange = ByteString.CopyFrom(0xfa, 0x01, 0x01, 0x00);

        Assert.Throws<InvalidDataException>(() => MessageWalk.Fields(WireFiles.Types.Find("cosmos.tx.v1beta1.Fee"), strange));
    }

    private static TheoryData<int, string> Rows(Func<RecordedMessage, bool> wanted)
    {
        var rows = new TheoryData<int, string>();
        foreach (var (index, message) in All.Index().Where(m => wanted(m.Item)))
        {
            rows.Add(index, message.Type);
        }

        return rows;
    }
}
