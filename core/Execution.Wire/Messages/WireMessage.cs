namespace P8e.Execution.Wire.Messages;

/// <summary>What crosses the pipe: a request to the sandbox, or its one reply. Bytes inside share the memory of the frame they came in.</summary>
public abstract record WireMessage;
