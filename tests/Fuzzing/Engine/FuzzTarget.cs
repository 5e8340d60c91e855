using P8e.Protocol.Errors;

namespace P8e.Fuzzing.Tests.Engine;

/// <summary>A parser under fuzzing.</summary>
/// <param name="Name">Its name; also that of its folder in Corpus.</param>
/// <param name="Seeds">Inputs to begin with, right ones among them.</param>
/// <param name="Run">Gives the parser an input. Returns whether the input was taken; throws when it was refused, or when something is wrong.</param>
internal sealed record FuzzTarget(string Name, Func<IEnumerable<byte[]>> Seeds, Func<byte[], bool> Run)
{
    /// <summary>The room's own way to say that its input is wrong, where it is not one of the three families; stated in the room's README.</summary>
    internal Func<Exception, bool> IsRoomsRefusal { get; init; } = static _ => false;

    /// <summary>How many bytes may be allocated for any input.</summary>
    internal int FixedBytes { get; init; } = 64 * 1024;

    /// <summary>How many bytes may be allocated for each byte of input, beside that: what an object of the parsed form costs at most for each byte that makes one.</summary>
    internal int BytesPerByte { get; init; } = 16;

    internal bool IsRefusal(Exception error) => error is P8eException || IsRoomsRefusal(error);

    internal long MostAllocated(int length) => FixedBytes + ((long)length * BytesPerByte);

    public override string ToString() => Name;
}
