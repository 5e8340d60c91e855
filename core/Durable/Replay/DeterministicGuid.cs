using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace P8e.Durable.Replay;

/// <summary>Version 5 GUIDs that are the same on every replay (functions-host 4.9).</summary>
internal static class DeterministicGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    internal static Guid Create(string instanceId, DateTimeOffset clock, int counter)
    {
        var name = $"{instanceId}_{clock.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}_{counter.ToString(CultureInfo.InvariantCulture)}";
        var message = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Namespace.TryWriteBytes(message, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, message.AsSpan(16));

        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 defines version 5 with SHA-1; it names things here and protects nothing.
        SHA1.HashData(message, digest);
#pragma warning restore CA5350
        digest[6] = (byte)((digest[6] & 0x0f) | 0x50);
        digest[8] = (byte)((digest[8] & 0x3f) | 0x80);
        return new Guid(digest[..16], bigEndian: true);
    }
}
