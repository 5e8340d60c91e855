using System.Globalization;
using System.Text.RegularExpressions;
using P8e.Conformance.Dime;

namespace P8e.Conformance.Stores.Recording;

/// <summary>Requests of so many messages that the recording describes them in words.</summary>
internal static partial class NotedRequest
{
    internal static List<byte[]> Frames(StoreCase owner, string note)
    {
        if (OneByteOfCase().Match(note) is { Success: true } another)
        {
            var described = owner.Recording.FindCase(another.Groups["id"].Value) ?? throw new NotComparableException($"the file lacks the case of which the request speaks: {note}");
            return PutTemplate.FirstOf(described).Frames(dataBytes: 1);
        }

        if (OneBytePattern().Match(note) is { Success: true } pattern)
        {
            var payload = RecordedRequest.Pattern(int.Parse(pattern.Groups["length"].ValueSpan, CultureInfo.InvariantCulture));
            return Usual(owner).WithPayload(payload).Frames(dataBytes: 1);
        }

        throw new NotComparableException($"the request is described in words that the driver does not know: {note}");
    }

    /// <summary>The upload of another case whose answer names the same container and hash: only the payload differs.</summary>
    private static PutTemplate Usual(StoreCase owner)
    {
        var answer = owner.Steps[0].Response[0].GetProperty("json");
        var same = owner.Recording.Cases.Where(candidate => candidate.Id != owner.Id).SelectMany(candidate => candidate.Steps).FirstOrDefault(step =>
            step.Response.Count == 1
            && step.Response[0].TryGetProperty("json", out var json)
            && json.TryGetProperty("dime_uuid", out var container)
            && container.Text("value") == answer.GetProperty("dime_uuid").Text("value")
            && json.Text("hash") == answer.Text("hash"));
        return (same is null ? null : PutTemplate.Of(same)) ?? throw new NotComparableException("the file lacks an upload of the same container, from which the request could be rebuilt");
    }

    [GeneratedRegex("the container of case (?<id>[^ ,]+), one byte each", RegexOptions.CultureInvariant)]
    private static partial Regex OneByteOfCase();

    [GeneratedRegex(@"payload pattern\((?<length>\d+)\), one byte per message", RegexOptions.CultureInvariant)]
    private static partial Regex OneBytePattern();
}
