using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace P8e.Azure.Tables;

/// <summary>Dates every try anew: the service refuses requests whose date is more than 15 minutes off, and a retry may wait.</summary>
internal sealed class TableDatePolicy(TimeProvider clock) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        message.Request.Headers.SetValue(TableHeaders.Date, clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
    }
}
