using System.Globalization;
using Azure;

namespace P8e.Azure.Chain;

/// <summary>A row's version as the port has it: how many entities it is in, and the tag of the first.</summary>
internal readonly record struct OutboxVersion(int Parts, ETag Tag)
{
    /// <exception cref="ArgumentException">It is not from this adapter.</exception>
    internal static OutboxVersion Parse(string version)
    {
        var end = version.IndexOf('|', StringComparison.Ordinal);
        return end > 0 && int.TryParse(version.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var parts)
            ? new OutboxVersion(parts, new ETag(version[(end + 1)..]))
            : throw new ArgumentException("The version of an outbox row is the one it was read with.", nameof(version));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Parts}|{Tag}");
}
