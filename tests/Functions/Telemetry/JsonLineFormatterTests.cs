using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using P8e.Functions.Hosting;
using P8e.Functions.Telemetry;
using P8e.Functions.Tests.Support;
using P8e.Ports;
using P8e.Protocol.Errors;

namespace P8e.Functions.Tests.Telemetry;

public sealed class JsonLineFormatterTests
{
    [Fact]
    public void Write_RecordInATrace_IsOneLineWithItsFieldsAndTheTrace()
    {
        using var span = new Activity("test").Start();

        var line = Write(new P8eTransientException("storage.unavailable", "The account is away.\nSecond line \"quoted\"."), [new("Name", "FollowChain"), new("{OriginalFormat}", "timer {Name}")]);

        using var read = JsonDocument.Parse(line);
        Assert.Equal(1, line.Count(c => c == '\n'));
        Assert.Equal(
            ["time", "level", "category", "event", "message", "trace", "span", "fields", "error"], read.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("error", "P8e.Test", "Happened"), (Text(read, "level"), Text(read, "category"), Text(read, "event")));
        Assert.Equal((span.TraceId.ToHexString(), span.SpanId.ToHexString()), (Text(read, "trace"), Text(read, "span")));
        Assert.Equal("{\"Name\":\"FollowChain\"}", read.RootElement.GetProperty("fields").GetRawText());
        Assert.StartsWith("storage.unavailable: The account is away.", Text(read, "error"), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RecordOutsideATrace_LeavesOutWhatItDoesNotHave()
    {
        using var read = JsonDocument.Parse(Write(null, [new("{OriginalFormat}", "started")]));

        Assert.Equal(["time", "level", "category", "event", "message"], read.RootElement.EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData(nameof(LogFormat.Json), JsonLineFormatter.FormatterName)]
    [InlineData(nameof(LogFormat.Text), ConsoleFormatterNames.Simple)]
    public async Task Create_OfTheServer_WritesTheFormThatIsSet(string format, string expected)
    {
        var options = RunningProgram.Options(isCustomHandler: false);
        options.Host.LogFormat = Enum.Parse<LogFormat>(format);

        await using var server = ProgramServer.Create(options);

        var console = server.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value;
        Assert.Equal(expected, console.FormatterName ?? ConsoleFormatterNames.Simple);
        Assert.Contains(server.Services.GetServices<ConsoleFormatter>(), formatter => formatter.Name == expected);
    }

    private static string Write(Exception? error, KeyValuePair<string, object?>[] state)
    {
        using var text = new StringWriter { NewLine = "\n" };
        new JsonLineFormatter(new ManualTimeProvider()).Write(
            new LogEntry<IReadOnlyList<KeyValuePair<string, object?>>>(LogLevel.Error, "P8e.Test", new EventId(1, "Happened"), state, error, (_, _) => "it happened"), null, text);
        return text.ToString();
    }

    private static string? Text(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetString();
}
