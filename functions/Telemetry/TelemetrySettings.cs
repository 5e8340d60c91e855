using P8e.Functions.Hosting;
using P8e.Functions.Objects;

namespace P8e.Functions.Telemetry;

/// <summary>Where traces and metrics go, and when the program calls itself behind. Section <c>Telemetry</c> (<c>Telemetry__OtlpEndpoint</c>); both shapes.</summary>
internal sealed class TelemetrySettings
{
    internal const string Section = "Telemetry";

    /// <summary>
    /// A collector that takes OTLP as protobuf over HTTP: http or https, to which <c>/v1/traces</c> and <c>/v1/metrics</c> are appended. None by default: then nothing of OpenTelemetry is loaded, and
    /// spans and counts cost nothing.
    /// </summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>File with a header on each line, <c>name=value</c>, that the collector asks for; none by default. Read at start.</summary>
    public string? OtlpHeadersFile { get; set; }

    /// <summary>Which part of the traces that begin here is kept, 0 to 1; all by default. A caller that sends a traceparent decides for its own.</summary>
    public double SampleRatio { get; set; } = 1;

    /// <summary>The service's name in traces and metrics, 1 to 64 characters of A-Z a-z 0-9 . _ and hyphen; p8e by default.</summary>
    public string ServiceName { get; set; } = "p8e";

    /// <summary>How far, in seconds, the follower may be behind the chain before the program is not ready, 10 to 86,400; 120 by default.</summary>
    public int LagSeconds { get; set; } = 120;

    internal void Validate()
    {
        SettingFault.Unless(
            OtlpEndpoint is null || (OtlpEndpoint.Scheme is "http" or "https" && OtlpEndpoint.Query.Length == 0 && OtlpEndpoint.UserInfo.Length == 0),
            $"{Section}__{nameof(OtlpEndpoint)}", "is no http or https address without query and user", "http://127.0.0.1:4318");
        SettingFault.Unless(OtlpHeadersFile is null || OtlpEndpoint is not null, $"{Section}__{nameof(OtlpHeadersFile)}", "belongs to an OtlpEndpoint", "/secrets/otlp-headers");
        SettingFault.Unless(SampleRatio is >= 0 and <= 1, $"{Section}__{nameof(SampleRatio)}", "is outside its range, 0 to 1", "0.25");
        SettingFault.Unless(
            ServiceName.Length is >= 1 and <= 64 && ServiceName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'),
            $"{Section}__{nameof(ServiceName)}", "is not 1 to 64 characters of A-Z a-z 0-9 . _ and hyphen", "p8e");
        SettingFault.Unless(LagSeconds is >= 10 and <= 86_400, $"{Section}__{nameof(LagSeconds)}", "is outside its range, 10 to 86400", "120");
        _ = Headers();
    }

    /// <summary>The headers as the exporter takes them: pairs with commas between.</summary>
    internal string Headers()
    {
        if (OtlpHeadersFile is not { } file)
        {
            return string.Empty;
        }

        var lines = SettingsFile.ReadLines(file, $"{Section}__{nameof(OtlpHeadersFile)}").Select(words => string.Join(' ', words)).ToArray();
        SettingFault.Unless(
            lines.All(line => line.IndexOf('=', StringComparison.Ordinal) > 0 && !line.Contains(',', StringComparison.Ordinal)),
            $"{Section}__{nameof(OtlpHeadersFile)}", "has a line that is not name=value without commas", "a line 'api-key=…'");
        return string.Join(',', lines);
    }
}
