namespace P8e.RawHttp2;

/// <summary>An answer as it was on the wire.</summary>
/// <param name="Blocks">Its header blocks in order: headers, then trailers.</param>
/// <param name="Data">Its body.</param>
/// <param name="ResetCode">The code of the frame that reset the stream, or null.</param>
/// <param name="IsEnded">Whether nothing more can come.</param>
public sealed record RawAnswer(IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> Blocks, byte[] Data, uint? ResetCode, bool IsEnded)
{
    /// <summary>The first header of that name in any block, or null.</summary>
    public string? Find(string name) => Blocks.SelectMany(block => block).FirstOrDefault(header => header.Key == name).Value;
}
