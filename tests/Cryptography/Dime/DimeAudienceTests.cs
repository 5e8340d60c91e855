using Google.Protobuf;
using P8e.Cryptography.Dime;
using P8e.Cryptography.Ecies;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Payload;
using P8e.Cryptography.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Cryptography.Tests.Dime;

/// <summary>A header with another audience: what is not changed is copied, however somebody else wrote it.</summary>
public sealed class DimeAudienceTests
{
    private const int OwnerTag = 0x12;
    private const int AudienceTag = 0x22;

    /// <summary>Field 15 as bytes and as a group, which no message of ours has, and an owner whose fields are in an order that we do not write.</summary>
    private static readonly byte[] Unknown = [0x7A, 3, 1, 2, 3];
    private static readonly byte[] UnknownGroup = [0x7B, 0x08, 1, 0x7C];
    private static readonly byte[] OddEntry = [0x12, 1, (byte)'b', 0x08, 0x81, 0x00];
    private static readonly byte[] Owner = [0x12, 1, (byte)'o'];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void WithAudience_OddMessage_CopiesWhatItDoesNotChange()
    {
        var header = Parse([.. Unknown, .. Field(AudienceTag, OddEntry), .. Field(OwnerTag, Owner), .. UnknownGroup, .. Field(AudienceTag, Owner), .. Field(AudienceTag, [])]);
        var added = Added(out var bytes);

        var changed = header.WithAudience([header.Audience[1], header.Audience[0], added]);

        Assert.Equal([.. Unknown, .. Field(AudienceTag, Owner), .. Field(AudienceTag, OddEntry), .. bytes, .. Field(OwnerTag, Owner), .. UnknownGroup], Message(changed));
        Assert.Equal(["o", "b", "n"], changed.Audience.Select(entry => System.Text.Encoding.ASCII.GetString(entry.PublicKeyText.Span)[..1]));
        Assert.Equal(changed.Length, changed.ToBytes().Length);
    }

    [Fact]
    public void WithAudience_SameEntries_IsTheSameHeader()
    {
        var header = Parse([.. Field(OwnerTag, Owner), .. Field(AudienceTag, OddEntry), .. Field(AudienceTag, OddEntry), .. Unknown]);

        Assert.Equal(header.ToBytes(), header.WithAudience(header.Audience).ToBytes());
    }

    [Fact]
    public void WithAudience_NewOwner_IsTheOnlyOwner()
    {
        // Readers merge repeated owners, and the last key wins.
        var header = Parse([.. Field(OwnerTag, Owner), .. Unknown, .. Field(OwnerTag, OddEntry)]);
        var added = Added(out var bytes);
        var owner = bytes.ToArray();
        owner[0] = OwnerTag;

        Assert.Equal([.. owner, .. Unknown, .. bytes], Message(header.WithAudience([added], added)));
        Assert.Equal([.. Unknown, .. owner], Message(Parse(Unknown).WithAudience([], added)));
    }

    [Fact]
    public void WithAudience_MoreEntriesThanAMessageMayHave_IsMalformed()
    {
        var header = Parse(Field(AudienceTag, OddEntry));
        var error = Assert.Throws<P8eInputException>(() => header.WithAudience([.. Enumerable.Repeat(header.Audience[0], DimeLimits.ProtobufFieldsMax + 1)]));

        Assert.Equal(ErrorCodes.DimeMalformed, error.Code);
    }

    [Fact]
    public async Task WrapFor_SealedHeader_OpensForTheNewReaderAndTheOthers()
    {
        var random = new SeededRandom(3);
        PrivateKey[] keys = [.. Enumerable.Range(0, 3).Select(_ => PrivateKey.Generate(random, Curves.Fastest))];
        var sealer = new DimeSealer(random, TimeProvider.System, Curves.Fastest);
        using var dataKey = DataKey.Generate(random);
        var header = sealer.Seal(dataKey, new DimeSealRequest { Owner = keys[0].PublicKey, Readers = [keys[1].PublicKey], Signer = keys[0].PublicKey });

        var changed = DimeHeader.Parse(header.WithAudience([.. header.Audience, sealer.WrapFor(dataKey, keys[2].PublicKey, DimeContext.Retrieval)]).ToBytes());

        Assert.Equal([DimeContext.Retrieval, DimeContext.Submission, DimeContext.Retrieval], changed.Audience.Select(entry => entry.Context));
        foreach (var key in keys)
        {
            using var opened = await new DimeOpener(Curves.Fastest).UnwrapAsync(changed, new LocalKeyAgreement(key, Curves.Fastest), Token);
            Assert.True(opened.Bytes.SequenceEqual(dataKey.Bytes));
        }
    }

    private static byte[] Field(int tag, byte[] value) => [(byte)tag, (byte)value.Length, .. value];

    private static DimeAudience Added(out byte[] bytes)
    {
        var wire = new P8e.Protocol.Wire.ScopeEncryption.Audience { PublicKey = ByteString.CopyFromUtf8("new") };
        bytes = Field(AudienceTag, wire.ToByteArray());
        return new DimeAudience(wire);
    }

    private static DimeHeader Parse(byte[] message)
    {
        byte[] preamble = [.. "DIME"u8, 0, 1, 0, 0, 0, 16, .. new byte[16], 0, 0, 0, 2, .. "{}"u8, 0, 0, 0, 0, 0, 0, 0, 2, .. "[]"u8, 0, 0, 0, (byte)message.Length];
        return DimeHeader.Parse([.. preamble, .. message]);
    }

    private static byte[] Message(DimeHeader header) => header.ToBytes()[46..];
}
