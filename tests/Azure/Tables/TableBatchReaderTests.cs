using System.Text;
using Azure;
using FsCheck;
using FsCheck.Fluent;
using P8e.Azure.Tables;

namespace P8e.Azure.Tests.Tables;

public sealed class TableBatchReaderTests
{
    private const string ContentType = "multipart/mixed; boundary=b";
    private const string Part = "\r\nContent-Type: application/http\r\n\r\n";
    private const string Done = Part + "HTTP/1.1 204 No Content\r\nETag: W/\"1\"\r\n\r\n\r\n";

    public static TheoryData<string> Malformed =>
    [
        string.Empty,
        "--b",
        "--b--",
        "--b\r\n\r\n--b--",
        "nothing of the kind",
        Whole(Done).Replace("--b--", "--b", StringComparison.Ordinal),
        Whole(Done).Replace("--c--", "--c", StringComparison.Ordinal),
        Whole(Done).Replace("boundary=c", "boundary=", StringComparison.Ordinal),
        Whole(Done).Replace("boundary=c", "boundary=" + new string('c', 71), StringComparison.Ordinal),
        Whole(Done).Replace("boundary=c", "charset=c", StringComparison.Ordinal),
        Whole(Done).Replace("204", "2x4", StringComparison.Ordinal),
        Whole(Done).Replace("204", "099", StringComparison.Ordinal),
        Whole(Done).Replace("HTTP/1.1", "SMTP/1.1", StringComparison.Ordinal),
        Whole(Done).Replace("ETag:", "ETag", StringComparison.Ordinal),
        Whole(Done).Replace("ETag: ", new string('h', 20_000), StringComparison.Ordinal),
        Whole(Done).Replace("ETag:", string.Concat(Enumerable.Range(0, 40).Select(i => $"H{i}: x\r\n")) + "ETag:", StringComparison.Ordinal),
        Whole(),
        Whole(Done),
        Whole(Done, Done, Done),
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Read_MalformedAnswerToTwoActions_IsAFormatError(string body) =>
        Assert.Throws<FormatException>(() => TableBatchReader.Read(Encoding.UTF8.GetBytes(body), ContentType, actions: 2));

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("multipart/mixed")]
    [InlineData("multipart/mixed; boundary=")]
    [InlineData("multipart/mixed; boundary=é")]
    public void Read_NoBoundary_IsAFormatError(string? contentType) =>
        Assert.Throws<FormatException>(() => TableBatchReader.Read(Encoding.UTF8.GetBytes(Whole(Done)), contentType, actions: 1));

    [Fact]
    public void Read_TwoAnswers_GivesThemInOrder()
    {
        var second = Done.Replace("204 No Content", "201 Created", StringComparison.Ordinal).Replace("W/\"1\"", "W/\"2\"", StringComparison.Ordinal);

        var answers = TableBatchReader.Read(Encoding.UTF8.GetBytes(Whole(Done, second)), "multipart/mixed;boundary=\"b\"", actions: 2);

        Assert.Equal([(204, "No Content", "W/\"1\""), (201, "Created", "W/\"2\"")], answers.Select(a => (a.Status, a.ReasonPhrase, a.Headers.ETag.ToString())));
    }

    [Theory]
    [InlineData("1:There already.", 1)]
    [InlineData("7:There already.", null)]
    [InlineData("-1:There already.", null)]
    [InlineData("9999999999:There already.", null)]
    [InlineData("There: already.", null)]
    [InlineData("", null)]
    public void Read_FailedAction_GivesItsCodeAndItsPositionWhenOneIsNamed(string message, int? index)
    {
        var failed = Part + "HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\n\r\n{\"odata.error\":{\"code\":\"EntityAlreadyExists\",\"message\":{\"value\":\"" + message + "\"}}}\r\n";

        var error = Assert.Throws<TableTransactionFailedException>(() => TableBatchReader.Read(Encoding.UTF8.GetBytes(Whole(failed)), ContentType, actions: 2));

        Assert.Equal((409, "EntityAlreadyExists", index), (error.Status, error.ErrorCode, error.FailedTransactionActionIndex));
    }

    [Fact]
    public void Read_AnswerCutOrAlteredAnywhere_IsReadOrRefusedCleanly()
    {
        var whole = Encoding.UTF8.GetBytes(Whole(Done, Done));
        Check.QuickThrowOnFailure(Prop.ForAll<int, byte>((at, value) =>
        {
            var altered = (byte[])whole.Clone();
            altered[(uint)at % altered.Length] = value;
            return ReadsOrRefuses(altered) && ReadsOrRefuses(whole[..(int)((uint)at % whole.Length)]);
        }));
    }

    private static bool ReadsOrRefuses(byte[] body)
    {
        try
        {
            return TableBatchReader.Read(body, ContentType, actions: 2).Count == 2;
        }
        catch (Exception e) when (e is FormatException or RequestFailedException)
        {
            return true;
        }
    }

    private static string Whole(params string[] parts) =>
        "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n" + string.Concat(parts.Select(p => "--c" + p)) + "--c--\r\n--b--\r\n";
}
