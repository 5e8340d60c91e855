namespace P8e.Functions.Hosting;

/// <summary>What a standalone instance does (design 2).</summary>
[Flags]
internal enum HostRoles
{
    /// <summary>The HTTP API.</summary>
    Http = 1,

    /// <summary>gRPC for partners' stores.</summary>
    Grpc = 2,

    /// <summary>The embedded task hub's work.</summary>
    Hub = 4,

    /// <summary>The timers' work.</summary>
    Timers = 8,
}
