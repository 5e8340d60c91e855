using System.Text.Unicode;

namespace P8e.Fuzzing.Tests.Targets;

/// <summary>Inputs as texts, and calls that are over when they return, because everything they read is in memory.</summary>
internal static class Fuzzed
{
    /// <summary>The input as the text that it is in UTF-8; what is none becomes replacement characters, as where texts come from HTTP or JSON.</summary>
    internal static string TextOf(byte[] input)
    {
        // The encoding's own replacement allocates for each wrong byte, which would be counted as the parser's.
        var characters = new char[input.Length];
        Utf8.ToUtf16(input, characters, out _, out var written, replaceInvalidSequences: true);
        return new string(characters, 0, written);
    }

    internal static T Done<T>(ValueTask<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("A parser waits for something although all of its input is there.");

    internal static T Done<T>(Task<T> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("A parser waits for something although all of its input is there.");

    internal static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
