using System.Runtime.CompilerServices;
using P8e.Grpc.Tests.Messages;

namespace P8e.Grpc.Tests.Support;

/// <summary>Streams of notes.</summary>
internal static class Streams
{
    public static async IAsyncEnumerable<Note> Of(params Note[] notes)
    {
        foreach (var note in notes)
        {
            await Task.Yield();
            yield return note;
        }
    }

    public static async IAsyncEnumerable<Note> Numbers(long count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0L; i < count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Note { Number = i };
        }
    }

    /// <summary>Notes, then nothing until the token stops it.</summary>
    public static async IAsyncEnumerable<Note> Endless(Note[] notes, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var note in notes)
        {
            yield return note;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
