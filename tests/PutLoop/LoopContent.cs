namespace P8e.PutLoop;

/// <summary>Contents that the killed program and its judge both know.</summary>
public static class LoopContent
{
    private static readonly int[] Lengths = [500, 3_000_000, 60_000, 5_000_000, 0, 70_000];

    /// <summary>The content of the object with a number: short ones for rows, long ones of several blocks for blobs.</summary>
    /// <param name="seed">The run.</param>
    /// <param name="number">The object, from 0.</param>
    public static byte[] Make(int seed, int number)
    {
        var content = new byte[Lengths[number % Lengths.Length] + 8];
        new Random(seed).NextBytes(content);
        BitConverter.TryWriteBytes(content, ((long)seed << 32) | (uint)number);
        return content;
    }
}
