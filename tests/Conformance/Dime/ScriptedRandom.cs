using P8e.Cryptography;

namespace P8e.Conformance.Dime;

/// <summary>Gives recorded random values in the order in which they are drawn; running out is an error.</summary>
internal sealed class ScriptedRandom(IEnumerable<byte[]> values) : IRandomSource
{
    private readonly Queue<byte[]> values = new(values);

    internal int Left => values.Count;

    /// <inheritdoc/>
    public void Fill(Span<byte> buffer)
    {
        if (!values.TryDequeue(out var value) || value.Length != buffer.Length)
        {
            throw new MismatchException($"{buffer.Length} random bytes were drawn where the recording has {value?.Length ?? 0}");
        }

        value.CopyTo(buffer);
    }
}
