using Azure.Core;
using P8e.Azure.Http;

namespace P8e.Azure.Tables;

/// <summary>Transport, retry and diagnostics of a table client; retry is this pipeline's alone, callers never loop.</summary>
public sealed class TableClientOptions : ClientOptions
{
    /// <summary>A page holds at most 1,000 entities; pages of large entities are asked for with a smaller <c>maxPerPage</c>.</summary>
    internal const int MaxAnswerBytes = 64 * 1024 * 1024;

    /// <summary>Makes options with Azure.Core's defaults.</summary>
    public TableClientOptions() =>
        AddPolicy(new ResponseLimitPolicy("the table service", MaxAnswerBytes, "Ask for fewer entities per page."), HttpPipelinePosition.BeforeTransport);

    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
