using Google.Protobuf;
using P8e.Protocol.Errors;

namespace P8e.Conformance;

/// <summary>What became of one recorded case.</summary>
/// <param name="Case">Where it stands: section and name.</param>
/// <param name="Failure">Null when it passed or could not be compared, else what was expected and what was seen.</param>
/// <param name="NotComparable">Why it could not be compared, else null.</param>
public sealed record CaseResult(string Case, string? Failure, string? NotComparable = null)
{
    /// <summary>What stands for the case where a whole unit cannot be run.</summary>
    internal const string WholeUnit = "(file)";

    /// <summary>Whether it was compared and agreed.</summary>
    public bool Passed => Failure is null && NotComparable is null;

    /// <summary>Runs a case: a mismatch, a refusal by the product or a recording of another form is a failure.</summary>
    internal static async Task<CaseResult> OfAsync(string name, Func<Task> check)
    {
        try
        {
            await check();
            return new CaseResult(name, null);
        }
        catch (NotComparableException reason)
        {
            return new CaseResult(name, null, reason.Message);
        }
        catch (Exception error) when (error is MismatchException or P8eException or KeyNotFoundException or FormatException or InvalidProtocolBufferException)
        {
            return new CaseResult(name, error is MismatchException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        }
    }
}
