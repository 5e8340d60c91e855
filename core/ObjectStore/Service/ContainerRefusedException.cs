namespace P8e.ObjectStore.Service;

/// <summary>A container cannot be read. Never leaves the service: faults of the stream's structure come before it.</summary>
internal sealed class ContainerRefusedException(string message, Exception? cause) : Exception(message, cause);
