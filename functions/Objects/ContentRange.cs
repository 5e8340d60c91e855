using Microsoft.Net.Http.Headers;

namespace P8e.Functions.Objects;

/// <summary>The part of a content that a request asks for (RFC 9110, section 14). Several ranges at once are answered with the whole content, as the standard allows.</summary>
/// <param name="From">First byte.</param>
/// <param name="Length">Number of bytes.</param>
/// <param name="IsPartial">False for the whole content.</param>
/// <param name="IsUnsatisfiable">The range begins behind the content's end.</param>
internal readonly record struct ContentRange(long From, long Length, bool IsPartial, bool IsUnsatisfiable)
{
    internal static ContentRange Of(RangeHeaderValue? asked, long contentLength)
    {
        if (asked is not { Ranges: { Count: 1 } ranges } || asked.Unit != "bytes")
        {
            return new ContentRange(0, contentLength, false, false);
        }

        var range = ranges.First();
        var from = range.From ?? Math.Max(0, contentLength - (range.To ?? 0));
        var end = range.From is null ? contentLength : Math.Min(contentLength - 1, range.To ?? contentLength - 1) + 1;
        return from < end ? new ContentRange(from, end - from, true, false) : new ContentRange(0, 0, true, true);
    }
}
