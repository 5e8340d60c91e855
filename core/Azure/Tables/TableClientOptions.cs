using Azure.Core;

namespace P8e.Azure.Tables;

/// <summary>Transport, retry and diagnostics of a table client; retry is this pipeline's alone, callers never loop.</summary>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>Makes options with Azure.Core's defaults.</summary>
    public TableClientOptions() => AddPolicy(new ResponseLimitPolicy(), HttpPipelinePosition.BeforeTransport);

    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
