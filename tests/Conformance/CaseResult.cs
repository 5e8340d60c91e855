using P8e.Protocol.Errors;

namespace P8e.Conformance;

/// <summary>What became of one recorded case.</summary>
/// <param name="Case">Where it stands: section and name.</param>
/// <param name="Failure">Null when it passed, else what was expected and what was seen.</param>
public sealed record CaseResult(string Case, string? Failure)
{
    /// <summary>Runs a case: a mismatch, a refusal by the product or a recording of another form is a failure.</summary>
    internal static async Task<CaseResult> OfAsync(string name, Func<Task> check)
    {
        try
        {
            await check();
            return new CaseResult(name, null);
        }
        catch (Exception error) when (error is MismatchException or P8eException or KeyNotFoundException or FormatException)
        {
            return new CaseResult(name, error is MismatchException ? error.Message : $"{error.GetType().Name}: {error.Message}");
        }
    }
}
