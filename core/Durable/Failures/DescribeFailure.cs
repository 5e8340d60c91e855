namespace P8e.Durable;

/// <summary>
/// Says how an exception of the program's own families is recorded: its stable code, and whether a repeat can help. Null leaves it to the engine, which
/// takes the exception's type name. It must not do I/O: orchestrations fail through it too.
/// </summary>
public delegate TaskFailure? DescribeFailure(Exception error);
