using P8e.Execution.Wire.Messages;

namespace P8e.Execution.Sandbox;

/// <summary>A request cannot be done; becomes a <see cref="FailureReply"/>. Never leaves this program.</summary>
internal sealed class SandboxFault(FailureKind kind, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public FailureKind Kind { get; } = kind;
}
