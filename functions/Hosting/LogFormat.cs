namespace P8e.Functions.Hosting;

/// <summary>Form of the log's lines.</summary>
internal enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For collectors: one JSON object per line.</summary>
    Json,
}
