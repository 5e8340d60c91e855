using FsCheck;
using FsCheck.Fluent;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class UuidTests
{
    [Fact]
    public void ToBytes_KnownUuid_IsInTheOrderOfItsDigits() =>
        Assert.Equal("91978ba25f35459a86a7feca1b0512e0", Convert.ToHexStringLower(Uuid.ToBytes(Uuid.Parse("91978BA2-5F35-459A-86A7-FECA1B0512E0"))));

    [Fact]
    public void Parse_FormattedBytes_GivesThemBack() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(16).ToArbitrary(), bytes =>
            Uuid.ToBytes(Uuid.Parse(Uuid.Format(Uuid.FromBytes(bytes)))).SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("1-2-3-4-5")]
    [InlineData("91978ba25f35459a86a7feca1b0512e0")]
    [InlineData("{91978ba2-5f35-459a-86a7-feca1b0512e0}")]
    [InlineData("urn:uuid:91978ba2-5f35-459a-86a7-feca1b0512e0")]
    [InlineData("91978ba2-5f35-459a-86a7-feca1b0512e0 ")]
    [InlineData("0x978ba2-5f35-459a-86a7-feca1b0512e0")]
    [InlineData("+1978ba2-5f35-459a-86a7-feca1b0512e0")]
    [InlineData("91978ba2-5f35-459a-86a7-feca1b0512eg")]
    [InlineData("91978ba25-f35-459a-86a7-feca1b0512e0")]
    [InlineData("------------------------------------")]
    public void Parse_AnotherForm_IsRefused(string text)
    {
        Assert.Equal(ErrorCodes.UuidInvalid, Assert.Throws<P8eInputException>(() => Uuid.Parse(text)).Code);
        Assert.False(Uuid.TryParse(text, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    public void FromBytes_AnotherLength_IsRefused(int length) => Assert.Throws<P8eInputException>(() => Uuid.FromBytes(new byte[length]));
}
