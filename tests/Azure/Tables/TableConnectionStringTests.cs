using P8e.Azure.Tables;

namespace P8e.Azure.Tests.Tables;

public sealed class TableConnectionStringTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("usedevelopmentstorage=True;", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=a;AccountKey=AAEC==", "https://a.table.core.windows.net/", "a")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=AAECAw==;EndpointSuffix=core.example", "http://a.table.core.example/", "a")]
    [InlineData("AccountName=a;AccountKey=AAECAw==;TableEndpoint=http://127.0.0.1:1/a;BlobEndpoint=http://127.0.0.1:2/a", "http://127.0.0.1:1/a", "a")]
    public void Parse_ConnectionString_GivesEndpointAndAccount(string text, string endpoint, string account)
    {
        var parsed = TableConnectionString.Parse(text.Replace("AAEC==", "AAEC", StringComparison.Ordinal));

        Assert.Equal((new Uri(endpoint), account), (parsed.Endpoint, parsed.Credential.AccountName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("=secret")]
    [InlineData("UseDevelopmentStorage=secret")]
    [InlineData("UseDevelopmentStorage=true;AccountKey=secret")]
    [InlineData("AccountName=a")]
    [InlineData("AccountName=;AccountKey=secret")]
    [InlineData("AccountName=a;AccountKey=secret*")]
    [InlineData("AccountName=a;AccountName=a;AccountKey=secret")]
    [InlineData("AccountName=a;AccountKey=AAEC;TableEndpoint=secret")]
    [InlineData("TableEndpoint=https://a.example;SharedAccessSignature=secret")]
    public void Parse_NotOne_SaysWhatIsWrongWithoutShowingIt(string text)
    {
        var error = Assert.Throws<FormatException>(() => TableConnectionString.Parse(text));

        Assert.StartsWith("Reading the storage connection string: ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
