using P8e.Devchain.Addresses;

namespace P8e.Devchain.Tests.Addresses;

/// <summary>Forms and texts of google/uuid (provenance-chain 2.4).</summary>
public sealed class UuidTextTests
{
    [Theory]
    [InlineData("a0000000-0000-4000-8000-000000000001")]
    [InlineData("A0000000-0000-4000-8000-000000000001")]
    [InlineData("a0000000000040008000000000000001")]
    [InlineData("urn:uuid:a0000000-0000-4000-8000-000000000001")]
    [InlineData("{a0000000-0000-4000-8000-000000000001}")]
    [InlineData("[a0000000-0000-4000-8000-000000000001 ")]
    public void Fault_AcceptedForm_ReadsTheUuid(string text)
    {
        Assert.Null(UuidText.Fault(text, out var uuid));
        Assert.Equal(Guid.Parse("a0000000-0000-4000-8000-000000000001"), uuid);
    }

    [Theory]
    [InlineData("", "invalid UUID length: 0")]
    [InlineData("notauuid", "invalid UUID length: 8")]
    [InlineData("g0000000-0000-4000-8000-000000000001", "invalid UUID format")]
    [InlineData("a00000000-000-4000-8000-000000000001", "invalid UUID format")]
    [InlineData("g0000000000040008000000000000001", "invalid UUID format")]
    [InlineData("urn:uuix:a0000000-0000-4000-8000-000000000001", "invalid urn prefix: \"urn:uuix:\"")]
    public void Fault_OtherText_SaysWhatTheLibrarySays(string text, string expected) => Assert.Equal(expected, UuidText.Fault(text, out _));
}
