using FsCheck;
using FsCheck.Fluent;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Protocol.Tests.Identifiers;

public sealed class MetadataAddressTests
{
    private const string Scope = "scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel";
    private const string Session = "session1qxge0zaztu65tx5x5llv5xc9zts9sqlch3sxwn44j50jzgt8rshvqyfrjcr";
    private const string Record = "record1q2ge0zaztu65tx5x5llv5xc9ztsw42dq2jdvmdazuwzcaddhh8gmu3mcze3";
    private const string ContractSpecification = "contractspec1q000d0q2e8w5say53afqdesxp2zqzkr4fn";
    private const string RecordSpecification = "recspec1qh00d0q2e8w5say53afqdesxp2zw42dq2jdvmdazuwzcaddhh8gmuqhez44";
    private const string ScopeSpecification = "scopespec1qnwg86nsatx5pl56muw0v9ytlz3qu3jx6m";

    private static readonly IReadOnlyList<AddressVectors.Metadata> Vectors = ProtocolVectors.Read<AddressVectors>("metadata-addresses.json").Addresses;

    public static TheoryData<int, string> Recorded()
    {
        var rows = new TheoryData<int, string>();
        foreach (var (index, vector) in Vectors.Index())
        {
            rows.Add(index, vector.Text);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void For_PartsOfVector_GivesItsTextAndBytes(int index, string text)
    {
        var vector = Vectors[index];
        var address = Make(vector);

        Assert.Equal(text, address.ToString());
        Assert.True(vector.Hex is null || vector.Hex == Convert.ToHexStringLower(address.Bytes.Span));
        Assert.Equal(address, MetadataAddress.FromBytes(address.Bytes.Span));
        Assert.Equal(vector.Primary, address.PrimaryUuid);
        Assert.True(vector.Secondary is null || vector.Secondary == address.SecondaryUuid);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Parse_TextOfVector_GivesTheSameAddress(int index, string text)
    {
        var address = MetadataAddress.Parse(text.ToUpperInvariant());

        Assert.Equal(Make(Vectors[index]), address);
        Assert.Equal(Make(Vectors[index]).GetHashCode(), address.GetHashCode());
        Assert.True(MetadataAddress.TryParse(text, out var again) && again.Equals(address));
    }

    [Fact]
    public void FromBytes_EveryLengthAndFirstByte_TakesSixKindsOnly() =>
        Prop.ForAll(Gen.Choose(0, 40).SelectMany(n => Gen.Choose(0, 7).Select(b => (byte)b).ArrayOf(n)).ToArbitrary(), bytes =>
        {
            var right = bytes.Length > 0 && bytes[0] <= 5 && bytes.Length == (bytes[0] is 1 or 2 or 5 ? 33 : 17);
            return right == (Xunit.Record.Exception(() => MetadataAddress.FromBytes(bytes)) is null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_TextOfAnyAddress_GivesItBack() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(33).ToArbitrary(), bytes =>
        {
            var kind = (MetadataKind)(bytes[32] % 6);
            var address = MetadataAddress.FromHash(kind, Convert.ToBase64String(bytes.AsSpan(0, 32)));
            return MetadataAddress.Parse(address.ToString(), kind).Equals(address);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("scope")]
    [InlineData("scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkweq")]
    [InlineData("Scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel")]
    [InlineData(" scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel")]
    [InlineData("scope1qzge0zaztu65tx5x5llv5xc9ztsqxlkwel\n")]
    [InlineData("tp1hslffrztjp399d86a25fh2khg0c6je3achzhyj")]
    public void Parse_WrongText_IsAnInputError(string text)
    {
        var error = Assert.Throws<P8eInputException>(() => MetadataAddress.Parse(text));

        Assert.Equal(ErrorCodes.AddressInvalid, error.Code);
        Assert.False(MetadataAddress.TryParse(text, out _));
    }

    [Fact]
    public void Parse_PrefixOfAnotherKind_IsRefused()
    {
        var text = Bech32.Encode("scopespec", MetadataAddress.Parse(Scope).Bytes.Span);

        Assert.Contains("scope address", Assert.Throws<P8eInputException>(() => MetadataAddress.Parse(text)).Message, StringComparison.Ordinal);
        Assert.False(MetadataAddress.TryParse(text, out _));
        Assert.Throws<P8eInputException>(() => MetadataAddress.Parse(Scope, MetadataKind.Session));
    }

    [Fact]
    public void To_DerivedAddresses_AreThoseOfTheChain()
    {
        Assert.Equal(Scope, MetadataAddress.Parse(Session).ToScope().ToString());
        Assert.Equal(Scope, MetadataAddress.Parse(Record).ToScope().ToString());
        Assert.Equal(Record, MetadataAddress.Parse(Session).ToRecord(" RecordName ").ToString());
        Assert.Equal(ContractSpecification, MetadataAddress.Parse(RecordSpecification).ToContractSpecification().ToString());
        Assert.Equal(RecordSpecification, MetadataAddress.Parse(ContractSpecification).ToRecordSpecification("recordname").ToString());
        Assert.Equal("nft/" + Scope, MetadataAddress.Parse(Scope).ToValueOwnerDenomination());
        Assert.Equal("eaa9a0549acdb7a2e3858eb5b7b9d1be", Convert.ToHexStringLower(MetadataAddress.Parse(Record).NameHash.Span));
        Assert.True(MetadataAddress.Parse(Session).NameHash.IsEmpty);
        Assert.Null(MetadataAddress.Parse(Scope).SecondaryUuid);
    }

    [Fact]
    public void To_AddressOfAnotherKind_IsRefused()
    {
        Assert.Throws<P8eInputException>(() => MetadataAddress.Parse(ScopeSpecification).ToScope());
        Assert.Throws<P8eInputException>(() => MetadataAddress.Parse(Scope).ToContractSpecification());
        Assert.Throws<P8eInputException>(() => MetadataAddress.Parse(Session).ToValueOwnerDenomination());
    }

    [Theory]
    [InlineData(MetadataKind.Scope, "kZeLol81RZqGp/7KGwUS4A==", Scope)]
    [InlineData(MetadataKind.ScopeSpecification, "3IPqcOrNQP6a3xz2FIv4og==", ScopeSpecification)]
    [InlineData(MetadataKind.ScopeSpecification, "3IPqcOrNQP6a3xz2FIv4ogECAwQ=", ScopeSpecification)]
    public void FromHash_Base64_TakesTheFirstBytes(MetadataKind kind, string base64, string text) =>
        Assert.Equal(text, MetadataAddress.FromHash(kind, base64).ToString());

    [Fact]
    public void FromHash_TooFewBytes_IsRefused() =>
        Assert.Throws<P8eInputException>(() => MetadataAddress.FromHash(MetadataKind.Session, "kZeLol81RZqGp/7KGwUS4A=="));

    private static MetadataAddress Make(AddressVectors.Metadata vector) => vector.Kind switch
    {
        "scope" => MetadataAddress.ForScope(vector.Primary),
        "session" => MetadataAddress.ForSession(vector.Primary, vector.Secondary!.Value),
        "record" => MetadataAddress.ForRecord(vector.Primary, vector.Name!),
        "contractSpecification" => MetadataAddress.ForContractSpecification(vector.Primary),
        "scopeSpecification" => MetadataAddress.ForScopeSpecification(vector.Primary),
        "recordSpecification" => MetadataAddress.ForRecordSpecification(vector.Primary, vector.Name!),
        _ => throw new InvalidDataException(vector.Kind),
    };
}
