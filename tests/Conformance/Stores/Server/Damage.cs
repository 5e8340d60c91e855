using System.Globalization;
using System.Text.RegularExpressions;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Server;

/// <summary>What the recorder did by hand to the files and rows of its server, told in words, and its equivalent for our adapters.</summary>
internal sealed partial record Damage
{
    /// <summary>Whether the bytes were taken out of a row.</summary>
    internal bool TakesInlinePayload { get; private init; }

    /// <summary>Number at the end of the damaged container's UUID, or null for any.</summary>
    internal int? ContainerTail { get; private init; }

    /// <summary>Why it has no equivalent, or null.</summary>
    internal string? NoEquivalent { get; private init; }

    /// <summary>What becomes of the bytes; null when they are lost.</summary>
    internal Func<byte[], byte[]>? Change { get; private init; }

    /// <summary>Whether the properties of the row are lost, and nothing else.</summary>
    internal bool TakesProperties { get; private init; }

    /// <summary>Every file is gone.</summary>
    internal static Damage LostFiles { get; } = new();

    /// <summary>Every row has lost its properties.</summary>
    internal static Damage LostProperties { get; } = new() { TakesProperties = true };

    internal static Damage? OfCase(StoreCase recorded)
    {
        var text = recorded.Find("then")?.GetString() is { } then ? $"{recorded.Summary}; {then}" : recorded.Summary;
        if (FileCut().Match(text) is { Success: true } cut)
        {
            var kept = int.Parse(cut.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return new Damage { Change = bytes => bytes[..Math.Min(kept, bytes.Length)] };
        }

        if (FileLonger().Match(text) is { Success: true } longer)
        {
            var added = int.Parse(longer.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            return new Damage { Change = bytes => [.. bytes, .. new byte[added]] };
        }

        return PayloadOf().Match(text) is { Success: true } payload ? new Damage { TakesInlinePayload = true, ContainerTail = int.Parse(payload.Groups[1].ValueSpan, CultureInfo.InvariantCulture) }
            : text.Contains("storage file empty", StringComparison.Ordinal) ? new Damage { Change = _ => [] }
            : text.Contains("storage file removed", StringComparison.Ordinal) ? new Damage()
            : text.Contains("payload is null", StringComparison.Ordinal) ? new Damage { TakesInlinePayload = true }
            : text.Contains("payload column empty", StringComparison.Ordinal) ? new Damage { TakesInlinePayload = true, Change = _ => [] }
            : text.Contains("without properties", StringComparison.Ordinal) ? new Damage { TakesProperties = true }
            : text.Contains("properties column is no JSON", StringComparison.Ordinal) ? new Damage { NoEquivalent = "our rows hold properties as bytes with names, which cannot be such text" }
            : null;
    }

    [GeneratedRegex(@"storage file cut to (\d+) bytes", RegexOptions.CultureInvariant)]
    private static partial Regex FileCut();

    [GeneratedRegex(@"storage file with (\d+) bytes appended", RegexOptions.CultureInvariant)]
    private static partial Regex FileLonger();

    [GeneratedRegex(@"payload of container (\d+) set to null", RegexOptions.CultureInvariant)]
    private static partial Regex PayloadOf();

    /// <summary>Does it to our store.</summary>
    internal async Task DoAsync(StoreUnderTest store, CancellationToken cancellationToken)
    {
        if (NoEquivalent is not null)
        {
            throw new NotComparableException(NoEquivalent);
        }

        await foreach (var row in store.Index.ListAfterAsync(StoreUnderTest.Affiliate, null, cancellationToken))
        {
            var container = P8e.Cryptography.Dime.DimeHeader.Parse(row.Header.Span).ContainerId.ToString("D");
            if (ContainerTail is { } tail && !container.EndsWith(tail.ToString("D12", CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                continue;
            }

            if (TakesProperties)
            {
                await store.Index.TryReplaceAsync(row with { Properties = [] }, cancellationToken);
            }
            else if (row.BlobName is { } name)
            {
                await ChangeBlobAsync(store, name, row.Header.Length, cancellationToken);
            }
        }
    }

    /// <summary>The recorded file begins with the container's header, which in our store lies in the row.</summary>
    private async Task ChangeBlobAsync(StoreUnderTest store, string name, int headerBytes, CancellationToken cancellationToken)
    {
        if (Change is null)
        {
            await store.Blobs.DeleteAsync(StoreUnderTest.Affiliate, name, cancellationToken);
            return;
        }

        await using var stream = (await store.Blobs.OpenReadAsync(StoreUnderTest.Affiliate, name, cancellationToken))!;
        var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        byte[] file = [.. new byte[headerBytes], .. buffer.ToArray()];
        store.Blobs.Overwrite(StoreUnderTest.Affiliate, name, Change(file) is { } changed && changed.Length > headerBytes ? changed.AsSpan(headerBytes) : []);
    }
}
