using System.Buffers.Binary;
using P8e.RawHttp2;

namespace P8e.Conformance.Stores.Calls;

/// <summary>An answer of our server, as it was on the wire.</summary>
internal sealed class StoreAnswer
{
    private const int PrefixBytes = 5;
    private const string StatusName = "grpc-status";
    private const string MessageName = "grpc-message";

    internal StoreAnswer(RawAnswer raw)
    {
        HttpStatus = raw.Find(":status");
        Headers = raw.Blocks.Count > 0 ? raw.Blocks[0] : [];
        Trailers = raw.Blocks.Count > 1 ? raw.Blocks[1] : [];
        Code = raw.Find(StatusName) is { } code ? int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) : null;
        Message = Uri.UnescapeDataString(raw.Find(MessageName) ?? "");
        IsTrailersOnly = Code is not null && raw.Blocks.Count == 1;
        ResetCode = raw.ResetCode;
        Messages = Split(raw.Data);
    }

    internal string? HttpStatus { get; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    internal IReadOnlyList<KeyValuePair<string, string>> Trailers { get; }

    internal int? Code { get; }

    internal string Message { get; }

    internal bool IsTrailersOnly { get; }

    internal uint? ResetCode { get; }

    internal IReadOnlyList<byte[]> Messages { get; }

    public override string ToString() => Code is null
        ? $"no status, HTTP {HttpStatus}, RST_STREAM {ResetCode}"
        : $"{(P8e.Grpc.GrpcStatusCode)Code} \"{Message}\"{(IsTrailersOnly ? " in the headers" : "")}";

    /// <summary>What has arrived of the body, message by message.</summary>
    internal static List<byte[]> Split(ReadOnlySpan<byte> data)
    {
        List<byte[]> messages = [];
        while (data.Length >= PrefixBytes && BinaryPrimitives.ReadInt32BigEndian(data[1..]) is var length && data.Length - PrefixBytes >= length)
        {
            messages.Add(data.Slice(PrefixBytes, length).ToArray());
            data = data[(PrefixBytes + length)..];
        }

        return messages;
    }
}
