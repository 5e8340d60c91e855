using System.Text;
using System.Text.Json;
using P8e.Durable.Ports;

namespace P8e.Durable;

/// <summary>What every <see cref="IOrchestrationClient"/> checks before it sends anything, so that a workflow meets the same rules in both shapes of the program.</summary>
public static class OrchestrationRules
{
    /// <summary>An instance id (functions-host 5.2).</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.ArgumentInvalid"/>.</exception>
    public static void CheckInstanceId(string instanceId)
    {
        if (string.IsNullOrEmpty(instanceId) || instanceId.Length > HubLimits.InstanceIdCharsMax || instanceId[0] == '@'
            || instanceId.Any(character => character is '/' or '\\' or '#' or '?' || char.IsControl(character)))
        {
            throw new DurableException(
                DurableErrorCodes.ArgumentInvalid,
                $"An instance id has 1 to {HubLimits.InstanceIdCharsMax} characters, does not begin with @ and holds none of / \\ # ? or control characters.");
        }
    }

    /// <summary>Name of an orchestrator or an event.</summary>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.ArgumentInvalid"/>.</exception>
    public static void CheckName(string name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > HubLimits.InstanceIdCharsMax)
        {
            throw new DurableException(DurableErrorCodes.ArgumentInvalid, $"A name has 1 to {HubLimits.InstanceIdCharsMax} characters.");
        }
    }

    /// <summary>A payload: JSON text, or null for none.</summary>
    /// <param name="payload">The text.</param>
    /// <param name="bytesMax">Longest, in bytes of UTF-8 (<see cref="TaskHubOptions.PayloadBytesMax"/>).</param>
    /// <exception cref="DurableException"><see cref="DurableErrorCodes.LimitExceeded"/>, <see cref="DurableErrorCodes.PayloadMalformed"/>.</exception>
    public static void CheckPayload(string? payload, int bytesMax)
    {
        if (payload is null)
        {
            return;
        }

        if (Encoding.UTF8.GetByteCount(payload) > bytesMax)
        {
            throw new DurableException(DurableErrorCodes.LimitExceeded, $"A payload has at most {bytesMax} bytes. Store it and pass a reference.");
        }

        try
        {
            using var _ = JsonDocument.Parse(payload);
        }
        catch (JsonException error)
        {
            throw new DurableException(DurableErrorCodes.PayloadMalformed, $"A payload of {payload.Length} characters is no JSON text: byte {error.BytePositionInLine}.");
        }
    }
}
