using Google.Protobuf;
using P8e.Durable.Failures;
using P8e.Durable.Hub.Stored;
using P8e.Durable.Wire;

namespace P8e.Durable.Hub;

/// <summary>The stored state: reading it, and what its status means.</summary>
internal static class InstanceStates
{
    internal static StoredInstance Read(string instanceId, ReadOnlyMemory<byte> state) => Parse(StoredInstance.Parser, instanceId, state);

    internal static T Parse<T>(MessageParser<T> parser, string instanceId, ReadOnlyMemory<byte> bytes)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes.Span);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new DurableException(
                DurableErrorCodes.StoreCorrupt,
                $"Reading {typeof(T).Name} of instance '{instanceId}' failed: its bytes are damaged or of a newer version. The instance is left alone.",
                error);
        }
    }

    internal static bool IsEnded(OrchestrationStatus status) =>
        status is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated;

    internal static InstanceView View(string instanceId, StoredInstance state) => new(instanceId, state.Name, state.Status switch
    {
        OrchestrationStatus.Pending => InstanceStatus.Pending,
        OrchestrationStatus.Suspended => InstanceStatus.Suspended,
        OrchestrationStatus.Completed => InstanceStatus.Completed,
        OrchestrationStatus.Failed => InstanceStatus.Failed,
        OrchestrationStatus.Terminated => InstanceStatus.Terminated,
        _ => InstanceStatus.Running,
    })
    {
        Created = state.Created.ToDateTimeOffset(),
        Updated = state.Updated.ToDateTimeOffset(),
        Output = state.Output,
        CustomStatus = state.CustomStatus,
        Failure = state.Failure is null ? null : FailureDetails.Read(state.Failure),
    };
}
