using P8e.Grpc;
using P8e.Protocol.Errors;

namespace P8e.ObjectStore.Remote;

/// <summary>One connection to a partner's store (<c>ObjectStore:Connections:&lt;name&gt;:…</c>).</summary>
public sealed class RemoteStoreOptions
{
    /// <summary>What the connection is called in messages of errors.</summary>
    public required string Name { get; init; }

    /// <summary>Where the store is: <c>https</c> and <c>grpcs</c> are TLS, <c>http</c>, <c>grpc</c> and <c>tcp</c> clear text (object-store 7.1). Host and port, nothing else.</summary>
    public required string Address { get; init; }

    /// <summary>Sent with every call: header authorisation is one of them (object-store 6.5). Never logged. Default none.</summary>
    public GrpcMetadata Headers { get; init; } = [];

    /// <summary>A file of certificates in PEM whose authorities are trusted beside the system's. Null, the default: the system's alone.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>
    /// How long the store may give no sign of life, 100 ms to 1 h. Default 30 s, the Kotlin client's deadline (object-store 7.1). A call of one message
    /// each way has this time for all of it; a stream has it anew for each message, because nobody knows how long 5 GiB take.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most calls at the same time, 1 to 256; further ones wait in turn, as long as <see cref="Patience"/>. Default 4 (object-store 7.2).</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Longest payload that a get keeps in memory, 0 to 67,108,864 bytes. Default 4,194,304. A longer one is asked for again by each reading.</summary>
    public int BufferedBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Longest mail that is taken, 4,096 to 1,073,741,824 bytes; a mail is one message (object-store 6.11). Default 67,108,864.</summary>
    public int MailBytesMax { get; init; } = 64 * 1024 * 1024;

    internal void Check()
    {
        Require(Patience >= TimeSpan.FromMilliseconds(100) && Patience <= TimeSpan.FromHours(1), nameof(Patience), "100 ms to 1 h, for example 00:00:30");
        Require(Concurrency is >= 1 and <= 256, nameof(Concurrency), "1 to 256, for example 4");
        Require(BufferedBytes is >= 0 and <= 64 * 1024 * 1024, nameof(BufferedBytes), "0 to 67108864, for example 4194304");
        Require(MailBytesMax is >= 4096 and <= 1 << 30, nameof(MailBytesMax), "4096 to 1073741824, for example 67108864");
    }

    private void Require(bool isMet, string setting, string range)
    {
        if (!isMet)
        {
            throw new P8eInputException(ErrorCodes.ConfigurationInvalid, $"Reading ObjectStore:Connections:{Name}: {setting} must be {range}.");
        }
    }
}
