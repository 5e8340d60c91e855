namespace P8e.ObjectStore;

/// <summary>Settings of the store (<c>ObjectStore:…</c>).</summary>
public sealed class ObjectStoreOptions
{
    /// <summary>Most blocks of one blob.</summary>
    internal const int BlocksMax = 50_000;

    /// <summary>
    /// Largest payload that is kept in the table row instead of a blob, in bytes. Default 65,536: no record of a usual loan costs a blob
    /// write. Range 0 to 393,216; header, payload and properties share a row of at most 1 MiB.
    /// </summary>
    public int InlineBytes
    {
        get;
        set => field = InRange(value, 0, 384 * 1024);
    } = 64 * 1024;

    /// <summary>Size of the blocks in which longer payloads are uploaded, in bytes; also the size of an upload's one buffer. When more than four uploads are under way, further ones use the smallest size. Default 2,097,152. Range 524,288 (always more than fits a row) to 8,388,608.</summary>
    public int BlockBytes
    {
        get;
        set => field = InRange(value, 512 * 1024, 8 * 1024 * 1024);
    } = 2 * 1024 * 1024;

    /// <summary>
    /// Largest payload that is accepted, in bytes. Default 5 GiB and the 32 bytes of its frame. Range 1,024 bytes to 64 GiB, more than which
    /// AES-GCM does not encrypt with one IV; also at most 50,000 blocks.
    /// </summary>
    public long PayloadBytesMax
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1024);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64L * 1024 * 1024 * 1024);
            field = value;
        }
    } = (5L * 1024 * 1024 * 1024) + 32;

    /// <summary>Largest payload that is opened in memory in one reading, in bytes; longer ones are read twice. Default 1,048,576. Range 4,096 to 67,108,864.</summary>
    public int BufferedBytes
    {
        get;
        set => field = InRange(value, 4096, 64 * 1024 * 1024);
    } = 1024 * 1024;

    /// <summary>
    /// Age at which a blob without a row is taken for the remains of a crash, in minutes. Default 1,440. Range 60 to 525,600; it must be longer
    /// than the longest upload.
    /// </summary>
    public int SweepGraceMinutes
    {
        get;
        set => field = InRange(value, 60, 525_600);
    } = 1440;

    private static int InRange(int value, int minimum, int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, maximum);
        return value;
    }
}
