using System.Text.Json;
using P8e.Azure.Tables;
using P8e.Azure.Tests.Support;

namespace P8e.Azure.Tests.Tables;

public sealed class TableSharedKeyPolicyTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static Dictionary<string, JsonElement> Cases { get; } =
        Vectors.Cases("azure/shared-key-lite.json").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);

    [Theory]
    [MemberData(nameof(Names))]
    public void Sign_Vector_GivesItsSignature(string name)
    {
        string Text(string field) => Cases[name].GetProperty(field).GetString()!;
        var policy = new TableSharedKeyPolicy(new TableSharedKeyCredential(Text("account"), Text("key")));

        Assert.Equal(Text("signature"), policy.Sign(Text("date"), new Uri(Text("url"))));
    }

    [Fact]
    public void Credential_KeyIsNotBase64_IsRefusedWithoutShowingIt()
    {
        var error = Assert.Throws<ArgumentException>(() => new TableSharedKeyCredential("account", "not*base64"));

        Assert.DoesNotContain("not*base64", error.Message, StringComparison.Ordinal);
    }
}
