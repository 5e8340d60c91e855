using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using P8e.Conformance.Stores.Recording;
using P8e.Cryptography.Dime;
using P8e.Protocol.Errors;
using P8e.Protocol.Wire.ObjectStore;

namespace P8e.Conformance.Stores.Comparison;

/// <summary>What differences ask about a request and about the steps before it.</summary>
internal static partial class Requests
{
    private const int PrefixBytes = 5;

    /// <summary>The deadline that a step sets, or null.</summary>
    internal static TimeSpan? DeadlineOf(StoreStep step)
    {
        var text = step.Metadata.FirstOrDefault(header => header.Key == "grpc-timeout").Value;
        if (text is null || text.Length is < 2 or > 9 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[^1] switch
        {
            'n' => TimeSpan.FromTicks(number / 100),
            'u' => TimeSpan.FromMicroseconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'S' => TimeSpan.FromSeconds(number),
            'M' => TimeSpan.FromMinutes(number),
            'H' => TimeSpan.FromHours(Math.Min(number, 1_000_000)),
            _ => null,
        };
    }

    /// <summary>Whether a text says that something is longer than it may be, and how long it may be.</summary>
    internal static bool NamesLimit(string message) => Limit().IsMatch(message);

    /// <summary>Whether a reader of the uploaded container has this character in its key.</summary>
    internal static bool ReadersHave(IReadOnlyList<byte[]> frames, char character) =>
        HeaderIn(frames)?.Audience.Any(entry => entry.PublicKeyText.Span.Contains((byte)character)) == true;

    /// <summary>Whether an upload was answered with the UUID and length of the very container that was uploaded.</summary>
    internal static bool AnswersOwnContainer(StepFacts facts)
    {
        if (!facts.Step.Call.EndsWith("ObjectService/Put", StringComparison.Ordinal) || facts.Answer.Messages is not [var message] || HeaderIn(facts.Frames) is not { } header)
        {
            return false;
        }

        var answer = ObjectResponse.Parser.ParseFrom(message);
        return answer.DimeUuid.Value == header.ContainerId.ToString("D") && answer.Metadata.Length > header.Length;
    }

    /// <summary>Whether our answer to an upload is the recorded one but for random values and the name of the object in the storage.</summary>
    internal static bool DiffersOnlyInName(StepFacts facts)
    {
        var recorded = ObjectResponse.Parser.ParseFrom(Convert.FromBase64String(facts.Step.Response[0].GetProperty("base64").GetString()!));
        var ours = ObjectResponse.Parser.ParseFrom(facts.Answer.Messages[0]);
        (ours.Uuid, ours.Created, ours.Name) = (recorded.Uuid, recorded.Created, recorded.Name);
        return ours.Equals(recorded);
    }

    /// <summary>Whether a row is missing because its file could not be written.</summary>
    internal static bool IsRowOfFailedPut(StepFacts facts) => facts.Step.Call.EndsWith("/Put", StringComparison.Ordinal) && facts.Finding.Kind == FindingKind.RowMissing;

    /// <summary>Whether an earlier Put of the case failed at the files.</summary>
    internal static bool FollowsFailedPut(StoreStep step) => step.Call.EndsWith("/Put", StringComparison.Ordinal) && Before(step).Any(earlier => earlier.Call == step.Call && HasLostFiles(earlier));

    /// <summary>Whether an earlier Get of the case found no file, though its Put was well.</summary>
    internal static bool FollowsLostFile(StoreStep step) => Before(step).Any(earlier => earlier.Call.EndsWith("/Get", StringComparison.Ordinal) && HasLostFiles(earlier));

    /// <summary>The header of an uploaded container, or null when it is none.</summary>
    private static DimeHeader? HeaderIn(IReadOnlyList<byte[]> frames)
    {
        try
        {
            byte[] container = [.. frames.Select(frame => ChunkBidi.Parser.ParseFrom(frame.AsSpan(PrefixBytes))).SelectMany(message => message.Chunk?.Data.ToByteArray() ?? [])];
            return DimeHeader.Parse(container);
        }
        catch (Exception error) when (error is P8eInputException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static IEnumerable<StoreStep> Before(StoreStep step) => step.Case.Steps.TakeWhile(earlier => earlier != step);

    private static bool HasLostFiles(StoreStep step) => step.Status.Code == 13 && step.Status.Message.StartsWith("StorageError(", StringComparison.Ordinal);

    [GeneratedRegex(@"(at most|more than) \d+ (bytes|characters|are stored)", RegexOptions.CultureInvariant)]
    private static partial Regex Limit();
}
