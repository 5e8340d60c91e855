using System.Buffers.Text;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using P8e.Azure.Objects;
using P8e.Azure.Tests.Support;
using P8e.ObjectStore;
using P8e.ObjectStore.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Azure.Tests.Objects;

/// <summary>Answers that no storage account gives, but a proxy or a gateway in front of one does, and blobs that others put beside ours.</summary>
public sealed class BlobObjectBlobsTests
{
    private const string Name = "20260101/name";
    private static readonly AffiliateName Affiliate = AffiliateName.Parse("lender-1");
    private static readonly string Audience = new('A', 43);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, string, string> AnswersOfOthers => new()
    {
        { 200, "text/html", "<html>Please log in</html>" },
        { 200, "application/json", "{}" },
        { 200, "application/xml", "<EnumerationResults" },
        { 302, "application/json", "" },
        { 400, "application/xml", "<Error><Code>" },
        { 502, "application/json", "{\"message\":\"bad gateway\"}" },
        { 503, "application/json", "{\"error\":" },
    };

    [Theory]
    [MemberData(nameof(AnswersOfOthers))]
    public async Task ListAsync_AnswerOfAnother_IsStorageUnavailable(int status, string contentType, string body)
    {
        var blobs = Over(status, contentType, body);

        var error = await Assert.ThrowsAsync<P8eTransientException>(async () => await blobs.ListAsync(Affiliate, Token).ToListAsync(Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, error.Code);
    }

    [Theory]
    [MemberData(nameof(AnswersOfOthers))]
    public async Task AppendAsync_AnswerOfAnother_IsStorageUnavailable(int status, string contentType, string body)
    {
        var upload = Over(status, contentType, body).StartUpload(Affiliate, Name);

        var error = await Assert.ThrowsAsync<P8eTransientException>(() => upload.AppendAsync(new byte[10], Token));

        Assert.Equal(ErrorCodes.StorageUnavailable, error.Code);
    }

    [Theory]
    [InlineData(2001, 43)]
    [InlineData(32, 42)]
    [InlineData(32, 44)]
    public void ReadOrigin_NotWrittenByUs_IsNull(int keyBytes, int audienceLength) =>
        Assert.Null(BlobObjectBlobs.ReadOrigin(Metadata(new byte[keyBytes], new string('A', audienceLength))));

    [Theory]
    [InlineData('/')]
    [InlineData('#')]
    [InlineData('\t')]
    [InlineData('\u00e9')]
    public void ReadOrigin_AudienceThatIsNoRowKey_IsNull(char character) =>
        Assert.Null(BlobObjectBlobs.ReadOrigin(Metadata(new byte[32], Audience[1..] + character)));

    [Theory]
    [InlineData(1)]
    [InlineData(2000)]
    public void ReadOrigin_WrittenByUs_IsTheSame(int keyBytes)
    {
        var origin = new BlobOrigin(ObjectKey.FromBytes(new byte[keyBytes]), AudienceId.Of(SampleReaders()));

        Assert.Equal(origin, BlobObjectBlobs.ReadOrigin(BlobObjectBlobs.WriteOrigin(origin)));
    }

    private static ReaderId[] SampleReaders() => [ReaderId.OfKeyBytes([1])];

    private static Dictionary<string, string> Metadata(byte[] key, string audience) => new()
    {
        [BlobObjectBlobs.KeyMetadata] = Base64Url.EncodeToString(key),
        [BlobObjectBlobs.AudienceMetadata] = audience,
    };

    private static BlobObjectBlobs Over(int status, string contentType, string body)
    {
        var options = new BlobClientOptions { Transport = new HttpClientTransport(new ScriptedHandler(ScriptedHandler.Answer(status, body, contentType))) };
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        return new BlobObjectBlobs(new BlobServiceClient(new Uri("https://myaccount.blob.core.windows.net"), options));
    }
}
