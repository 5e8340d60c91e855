using P8e.Functions.Hosting;
using P8e.Grpc;
using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Replication;
using P8e.ObjectStore.Service;

namespace P8e.Functions.Objects;

/// <summary>The encrypted object store and its gRPC surface. Section <c>ObjectStore</c>.</summary>
internal sealed class StoreSettings
{
    internal const string Section = "ObjectStore";

    /// <summary>Host part of the URIs in answers to peers: <c>object://host/hash</c>; localhost by default.</summary>
    public string UriHost { get; set; } = "localhost";

    /// <summary>Whether gRPC calls for a public key need the header that is registered for it; yes by default. No serves everybody, and loopback only.</summary>
    public SettingSwitch Authorisation { get; set; } = SettingSwitch.On;

    /// <summary>
    /// File with the keys of operators, who may register public keys over gRPC and put the store into maintenance: a line each, a name and the SHA-256 of the key in hexadecimal. None by
    /// default: then nobody may.
    /// </summary>
    public string? OperatorKeysFile { get; set; }

    /// <summary>File with the keys of stores that may replicate to this one, in the same form; none by default.</summary>
    public string? PeerKeysFile { get; set; }

    /// <summary>Whether objects are sent to the homes of their readers; on by default.</summary>
    public SettingSwitch Replication { get; set; } = SettingSwitch.On;

    /// <summary>
    /// File of known peers, a line each: a name, the URL under which their keys are registered, and, if they ask for one, the name of a header and the file with its value. None by default: other
    /// peers are spoken to all the same.
    /// </summary>
    public string? PeersFile { get; set; }

    /// <summary>
    /// Peers that are connected to although their address is not public, with commas: networks (10.1.0.0/16), addresses, or host:port. None by default: a registered URL must not reach into this
    /// network.
    /// </summary>
    public string PeersAllowed { get; set; } = "";

    /// <summary>File of certificates in PEM whose authorities are trusted for peers beside the system's; none by default.</summary>
    public string? PeersAuthorityFile { get; set; }

    /// <summary>Address of a partner's store that is used instead of an own one for everything that this program puts and reads; none by default. Its certificates as for peers.</summary>
    public string? PartnerAddress { get; set; }

    /// <summary>Name of the header with which this program authorises itself there; none by default.</summary>
    public string? PartnerHeaderName { get; set; }

    /// <summary>File with the header's value; together with its name or not at all.</summary>
    public string? PartnerHeaderFile { get; set; }

    /// <summary>
    /// Wait after an object or a peer failed for the first time, in seconds, 1 to 1800; 30 by default. Each further failure doubles it, up to 32 minutes. Short where stores are expected back soon.
    /// </summary>
    public int ReplicationBackoffSeconds { get; set; } = 30;

    /// <summary>Largest payload that is kept in a table row instead of a blob, in bytes, 0 to 393216; 65536 by default.</summary>
    public int InlineBytes { get; set; } = 64 * 1024;

    /// <summary>Age at which a blob without a row is taken for the remains of a crash, in minutes, 60 to 525600; 1440 by default.</summary>
    public int SweepGraceMinutes { get; set; } = 1440;

    /// <summary>How long mail that a peer fetched is kept from its next call, in seconds, 0 to 3600; 0 by default, as peers expect it.</summary>
    public int MailLeaseSeconds { get; set; }

    /// <summary>How long acknowledged mail is kept for questions, in days, 1 to 3650; 30 by default.</summary>
    public int MailKeptDays { get; set; } = 30;

    internal ObjectStoreOptions ToOptions() => new() { InlineBytes = InlineBytes, SweepGraceMinutes = SweepGraceMinutes };

    internal MailboxOptions ToMailOptions() => new() { WireLeaseSeconds = MailLeaseSeconds };

    internal StoreServiceOptions ToServiceOptions(string bucket) => new()
    {
        UriHost = UriHost,
        Bucket = bucket,
        AuthorisesCallers = Authorisation == SettingSwitch.On,
        IsOpenToOperators = Authorisation == SettingSwitch.Off && OperatorKeysFile is null,
        OperatorKeyHashes = KeyHashFile.Read(OperatorKeysFile, Name(nameof(OperatorKeysFile))),
        PeerKeyHashes = KeyHashFile.Read(PeerKeysFile, Name(nameof(PeerKeysFile))),
        Replicates = Replication == SettingSwitch.On,
    };

    internal ReplicationOptions ToReplicationOptions() => new()
    {
        Peers = PeerFile.Read(PeersFile, Name(nameof(PeersFile))),
        Allowed = PeersAllowed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        AuthorityFile = PeersAuthorityFile,
        BackoffMin = TimeSpan.FromSeconds(ReplicationBackoffSeconds),
    };

    /// <summary>The way to the partner's store, or null when the own one is used.</summary>
    internal RemoteStoreOptions? ToPartnerOptions()
    {
        if (PartnerAddress is null)
        {
            return null;
        }

        var headers = new GrpcMetadata();
        if (PartnerHeaderName is not null)
        {
            headers.Add(PartnerHeaderName, SettingsFile.ReadLine(PartnerHeaderFile!, Name(nameof(PartnerHeaderFile))));
        }

        return new RemoteStoreOptions { Name = "partner", Address = PartnerAddress, Headers = headers, AuthorityFile = PeersAuthorityFile };
    }

    internal void Validate()
    {
        SettingFault.Unless(
            (PartnerHeaderName is null) == (PartnerHeaderFile is null) && (PartnerHeaderName is null || PartnerAddress is not null),
            Name(nameof(PartnerHeaderName)), "goes with PartnerHeaderFile and PartnerAddress", "x-custom-header");
        SettingFault.Unless(UriHost.Length is > 0 and <= 253 && UriHost.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'), Name(nameof(UriHost)), "is not a host name", "store.example");
        SettingFault.Unless(
            ReplicationBackoffSeconds is >= 1 and <= 1800, Name(nameof(ReplicationBackoffSeconds)), "is outside its range, 1 to 1800", "30");
        SettingFault.Unless(InlineBytes is >= 0 and <= 393_216, Name(nameof(InlineBytes)), "is outside its range, 0 to 393216", "65536");
        SettingFault.Unless(SweepGraceMinutes is >= 60 and <= 525_600, Name(nameof(SweepGraceMinutes)), "is outside its range, 60 to 525600", "1440");
        SettingFault.Unless(MailLeaseSeconds is >= 0 and <= 3600, Name(nameof(MailLeaseSeconds)), "is outside its range, 0 to 3600", "0");
        SettingFault.Unless(MailKeptDays is >= 1 and <= 3650, Name(nameof(MailKeptDays)), "is outside its range, 1 to 3650", "30");
    }

    private static string Name(string setting) => $"{Section}__{setting}";
}
