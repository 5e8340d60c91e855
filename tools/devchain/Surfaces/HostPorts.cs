namespace P8e.Devchain.Surfaces;

/// <summary>Where the surfaces listen on the loopback address; 0 takes a free port.</summary>
internal readonly record struct HostPorts(int Grpc, int Rest, int Rpc);
