using P8e.Durable.Hub.Stored;
using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>What has come in since the last step.</summary>
/// <param name="Messages">In order of sending.</param>
/// <param name="Outcomes">Of activities that this process ran.</param>
internal sealed record StepArrivals(IReadOnlyList<HubMessage> Messages, IReadOnlyList<StoredRecord> Outcomes);
