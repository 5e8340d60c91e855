using Azure.Core.Pipeline;
using P8e.Azure.Tables;

namespace P8e.Azure.Tests.Support;

/// <summary>Table clients over a <see cref="ScriptedHandler"/>, with pauses of a millisecond.</summary>
internal static class ScriptedTables
{
    public const int MaxRetries = 2;

    public static TableSharedKeyCredential Key { get; } = new("myaccount", "AAECAwQFBgcICQoLDA0ODw==");

    public static TableClientOptions Options(HttpMessageHandler handler, TimeProvider? clock = null)
    {
        var options = new TableClientOptions { Clock = clock ?? TimeProvider.System, Transport = new HttpClientTransport(handler) };
        options.Retry.MaxRetries = MaxRetries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(2);
        return options;
    }

    public static TableServiceClient Service(HttpMessageHandler handler, TimeProvider? clock = null) =>
        new(new Uri("https://myaccount.table.core.windows.net"), Key, Options(handler, clock));

    public static TableClient Table(HttpMessageHandler handler, TimeProvider? clock = null) => Service(handler, clock).GetTableClient("rows");
}
