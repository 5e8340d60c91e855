namespace P8e.Durable.Ports;

/// <summary>That an instance must be looked at. Removed only when what it was written for is done, so a crash loses no work.</summary>
/// <param name="Due">When, to 100 ns.</param>
/// <param name="InstanceId">Which instance.</param>
/// <param name="Reason">What for, so that two reminders of one instance and time differ; at most 160 characters of <c>0-9 a-z - :</c>.</param>
public sealed record HubReminder(DateTimeOffset Due, string InstanceId, string Reason);
