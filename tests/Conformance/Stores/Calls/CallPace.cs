using System.Globalization;
using System.Text.RegularExpressions;
using P8e.Conformance.Stores.Recording;

namespace P8e.Conformance.Stores.Calls;

/// <summary>How slowly the recorder sent and read; the case says so in words.</summary>
/// <param name="BetweenMessages">Pause before each message but the first.</param>
/// <param name="BeforeHalfClose">Pause with everything sent and the stream open; no answer may come in it.</param>
/// <param name="BeforeReading">Pause before anything of the answer is read, with a window of 64 KiB.</param>
internal sealed partial record CallPace(TimeSpan BetweenMessages, TimeSpan BeforeHalfClose, TimeSpan BeforeReading)
{
    /// <summary>A pause tells as much as a longer one.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1.2);

    internal static CallPace Of(StoreStep step)
    {
        var text = step.Case.Summary;
        return new CallPace(
            Seconds(EveryMessage(), text),
            Seconds(LeftOpen(), text),
            step.Call.EndsWith("/Get", StringComparison.Ordinal) ? Seconds(ReadsNothing(), text) : TimeSpan.Zero);
    }

    private static TimeSpan Seconds(Regex pattern, string text) => pattern.Match(text) is { Success: true } match
        && TimeSpan.FromSeconds(double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) is var time
            ? time < s_longest ? time : s_longest
            : TimeSpan.Zero;

    [GeneratedRegex(@"one message every ([\d.]+) s", RegexOptions.CultureInvariant)]
    private static partial Regex EveryMessage();

    [GeneratedRegex(@"left open ([\d.]+) s", RegexOptions.CultureInvariant)]
    private static partial Regex LeftOpen();

    [GeneratedRegex(@"reads nothing for ([\d.]+) s", RegexOptions.CultureInvariant)]
    private static partial Regex ReadsNothing();
}
