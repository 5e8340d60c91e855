using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using P8e.Azure.Telemetry;
using P8e.Chain;
using P8e.Durable;
using P8e.Functions.Hosting;
using P8e.ObjectStore.Telemetry;
using P8e.Workflows;

namespace P8e.Functions.Telemetry;

/// <summary>
/// Sends spans and counts to a collector while it lives. The only class that names OpenTelemetry: who does not touch it loads nothing of it. Batches are kept in memory only; a collector that is away
/// costs spans, never work.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    /// <summary>How long the end of the program waits for the last batch.</summary>
    private const int FlushMilliseconds = 3000;

    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal TelemetryExport(TelemetrySettings settings, string instance)
    {
        var headers = settings.Headers();
        var resource = ResourceBuilder.CreateEmpty().AddService(settings.ServiceName, serviceVersion: ProgramDescription.Version, serviceInstanceId: instance).AddTelemetrySdk();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(settings.SampleRatio)))
            .AddSource(HttpTrace.SourceName, WorkflowTrace.SourceName, ChainTrace.SourceName)
            .AddOtlpExporter(exporter => Set(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(HttpTrace.SourceName, SignalMeter.Name, WorkflowTrace.SourceName, ExecutionMeter.Name, ChainTrace.SourceName, StoreMeter.Name, ServiceCalls.MeterName)
            .AddMeter("Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddOtlpExporter(exporter => Set(exporter, "v1/metrics"))
            .Build();

        void Set(OtlpExporterOptions exporter, string path)
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = new Uri($"{settings.OtlpEndpoint!.AbsoluteUri.TrimEnd('/')}/{path}");
            exporter.Headers = headers;
        }
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _traces.ForceFlush(FlushMilliseconds);
        _metrics.ForceFlush(FlushMilliseconds);
        _traces.Dispose();
        _metrics.Dispose();
    }
}
