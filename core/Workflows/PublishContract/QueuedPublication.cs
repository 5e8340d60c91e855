namespace P8e.Workflows.PublishContract;

/// <summary>What <see cref="QueuePublicationActivity"/> is asked.</summary>
/// <param name="Plan">Hash of the plan, base64.</param>
/// <param name="Account">Who signs, bech32.</param>
/// <param name="Number">The how many-th transaction of the plan, from 0.</param>
public sealed record QueuedPublication(string Plan, string Account, int Number);
