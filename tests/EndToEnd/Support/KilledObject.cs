using System.Globalization;
using System.Security.Cryptography;
using P8e.ObjectStore.Mail;
using P8e.Protocol.Identifiers;

namespace P8e.EndToEnd.Tests.Support;

/// <summary>An object of <see cref="StoreTraffic"/>: everything about it follows from the run's seed and its number, so the judge knows what must come back.</summary>
internal sealed class KilledObject
{
    private const int ShortestBits = 10;
    private const double RangeOfBits = 11.585; // 1 KiB to 3 MiB, each doubling as often as the others.
    private const int MailEvery = 5;
    private const int LongestMail = 300_000;

    private readonly int _random;

    internal KilledObject(int seed, int number)
    {
        _random = unchecked((seed * 1_000_003) + number);
        Number = number;
        var random = new Random(_random);
        IsMail = random.Next(MailEvery) == 0;
        var length = (int)Math.Pow(2, ShortestBits + (random.NextDouble() * RangeOfBits));
        Length = IsMail ? Math.Min(length, LongestMail) : length;
        OverGrpc = random.Next(2) == 0;
        IsRepeated = random.Next(2) == 0;
        Hash = ObjectHash.FromBytes(SHA256.HashData(Content()));
    }

    internal int Number { get; }

    internal int Length { get; }

    internal ObjectHash Hash { get; }

    /// <summary>Its hash as a part of a path.</summary>
    internal string Path => Convert.ToHexStringLower(Hash.Bytes.Span);

    internal bool IsMail { get; }

    /// <summary>How it is put; else over HTTP.</summary>
    internal bool OverGrpc { get; }

    /// <summary>Whether its uploader puts it again until somebody says that it is stored; others are given up.</summary>
    internal bool IsRepeated { get; }

    internal IReadOnlyList<KeyValuePair<string, string>> Metadata => IsMail ? [new(MailTypes.MetadataKey, MailTypes.NameOf(MailType.FragmentRequest))] : [];

    internal byte[] Content()
    {
        var content = new byte[Length];
        new Random(_random ^ 0x2a2a2a).NextBytes(content);
        return content;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"object {Number} ({Length} bytes, {(OverGrpc ? "gRPC" : "HTTP")}{(IsMail ? ", mail" : "")}, {Path})");
}
