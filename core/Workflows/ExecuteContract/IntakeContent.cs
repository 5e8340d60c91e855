using System.Text.Json;
using P8e.Protocol.Errors;

namespace P8e.Workflows.ExecuteContract;

/// <summary>
/// What was submitted, as one object sealed for the affiliate: it lies there before the workflow starts, so that the workflow's history holds its hash only (design 4). JSON of this program
/// alone; nobody else reads it.
/// </summary>
public static class IntakeContent
{
    /// <summary>Longest content, in bytes.</summary>
    public const int BytesMax = 32 << 20;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The content of some records; the same for the same records in the same order.</summary>
    public static byte[] Write(IReadOnlyList<IntakeRecord> records) => JsonSerializer.SerializeToUtf8Bytes(records, Options);

    /// <summary>The records of a content.</summary>
    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestMalformed"/>: the object is no intake. Its bytes are not quoted.</exception>
    public static IReadOnlyList<IntakeRecord> Read(ReadOnlySpan<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<IntakeRecord[]>(content, Options) ?? throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private static P8eInputException Malformed() =>
        new(ErrorCodes.RequestMalformed, "Reading what was submitted: the object is not one that this program has sealed at submission. Submit again.");
}
