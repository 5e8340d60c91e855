using System.Text;
using Microsoft.AspNetCore.Http;
using P8e.Functions.Http;

namespace P8e.Functions.Tests.Http;

/// <summary>Answers as JSON, whole or not at all.</summary>
public sealed class JsonAnswerTests : IDisposable
{
    private readonly DefaultHttpContext _context = new();
    private readonly MemoryStream _body = new();

    public JsonAnswerTests() => _context.Response.Body = _body;

    /// <inheritdoc/>
    public void Dispose() => _body.Dispose();

    [Fact]
    public async Task Write_Value_IsTheBody()
    {
        await JsonAnswer.WriteAsync(_context.Response, writer => writer.WriteNumberValue(7), "application/problem+json");

        Assert.Equal(("7", "application/problem+json"), (Encoding.UTF8.GetString(_body.ToArray()), _context.Response.ContentType));
    }

    [Fact]
    public async Task Write_FailsHalfway_LeavesTheResponseToTheError()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => JsonAnswer.WriteAsync(_context.Response, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("half", "written");
            throw new InvalidDataException("The rest cannot be written.");
        }));

        await JsonAnswer.WriteAsync(_context.Response, writer => writer.WriteStringValue("error"));
        Assert.Equal("\"error\"", Encoding.UTF8.GetString(_body.ToArray()));
    }
}
