namespace P8e.Functions.Hosting;

/// <summary>How a standalone instance shows itself. Section <c>Host</c> (<c>Host__Roles</c>); under the Functions host nothing of it is used.</summary>
internal sealed class HostOptions
{
    internal const string Section = "Host";

    /// <summary>Any of http, grpc, hub, timers, with commas; all by default.</summary>
    public HostRoles Roles { get; set; } = HostRoles.Http | HostRoles.Grpc | HostRoles.Hub | HostRoles.Timers;

    /// <summary>
    /// Where HTTP/1.1 is served: http (what reaches other machines has TLS before it, or keys can be overheard) or https, any of the machine's addresses and a port; port 0 takes a free one.
    /// Health is served here whatever the roles. With Access__Mode Loopback only a loopback address.
    /// </summary>
    public string HttpAddress { get; set; } = "http://127.0.0.1:7171";

    /// <summary>File of the certificate, with its chain and its private key, in PEM; for an HttpAddress with https. None by default. Read at start.</summary>
    public string? HttpCertificateFile { get; set; }

    /// <summary>Names by which the program may be called, without ports, with commas; others hear 421. Empty, for any, by default. Health answers to every name.</summary>
    public string Names { get; set; } = "";

    /// <summary>How many proxies stand before the HttpAddress, each of which adds the caller's address to X-Forwarded-For, 0 to 5; 0 by default. Too many lets callers invent their address.</summary>
    public int Proxies { get; set; }

    /// <summary>
    /// Where gRPC is served, with the role grpc: http (HTTP/2 in clear text) or https, any of the machine's addresses and a port. Other machines reach it only when callers are told apart
    /// (ObjectStore__Authorisation).
    /// </summary>
    public string GrpcAddress { get; set; } = "http://127.0.0.1:7172";

    /// <summary>File of the certificate, with its chain and its private key, in PEM; for a GrpcAddress with https. None by default. Read at start.</summary>
    public string? GrpcCertificateFile { get; set; }

    /// <summary>Path of a JSON file that the program writes its addresses to, for callers that let it choose; none by default.</summary>
    public string? PortFile { get; set; }

    /// <summary>
    /// Names this instance, at most 64 characters of 0-9 a-z and hyphen. One that comes back under its name goes on at once; without one it waits until the leases of the one
    /// before have run out. No two running instances have the same. None by default.
    /// </summary>
    public string? Instance { get; set; }

    /// <summary>Form of the log: Text for people, Json for containers: an object per line, with the trace it belongs to. Text by default. Both shapes.</summary>
    public LogFormat LogFormat { get; set; } = LogFormat.Text;

    /// <summary>How long calls in flight may take when the program stops, in seconds, 1 to 120; 20 by default. Both shapes.</summary>
    public int StopSeconds { get; set; } = 20;

    internal void Validate()
    {
        SettingFault.Unless(Roles != 0, $"{Section}__{nameof(Roles)}", "names no role; the roles are http, grpc, hub, timers", "http,hub,timers");
        var http = ListenAddress.Parse(HttpAddress, $"{Section}__{nameof(HttpAddress)}", "http://127.0.0.1:7171");
        SettingFault.Unless(
            http.IsTls == HttpCertificateFile is not null, $"{Section}__{nameof(HttpCertificateFile)}", "belongs to an HttpAddress with https, and that to it", "/certificates/api.pem");
        SettingFault.Unless(Proxies is >= 0 and <= 5, $"{Section}__{nameof(Proxies)}", "is outside its range, 0 to 5", "1");
        SettingFault.Unless(
            Names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(name => Uri.CheckHostName(name) != UriHostNameType.Unknown),
            $"{Section}__{nameof(Names)}", "is not names of hosts with commas between them", "p8e.example,p8e.internal");
        var grpc = ListenAddress.Parse(GrpcAddress, $"{Section}__{nameof(GrpcAddress)}", "http://127.0.0.1:7172");
        SettingFault.Unless(
            grpc.IsTls == GrpcCertificateFile is not null, $"{Section}__{nameof(GrpcCertificateFile)}", "belongs to a GrpcAddress with https, and that to it", "/certificates/store.pem");
        SettingFault.Unless(
            Instance is null || (Instance.Length <= 64 && Instance.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c) || c == '-')),
            $"{Section}__{nameof(Instance)}", "is not at most 64 characters of 0-9 a-z and hyphen", "front-1");
        SettingFault.Unless(StopSeconds is >= 1 and <= 120, $"{Section}__{nameof(StopSeconds)}", "is outside its range, 1 to 120", "20");
    }
}
