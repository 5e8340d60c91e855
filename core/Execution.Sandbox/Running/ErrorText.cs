namespace P8e.Execution.Sandbox.Running;

/// <summary>What an exception of a contract says, bounded; it is signed and kept, so it fits every message with room to spare.</summary>
internal static class ErrorText
{
    private const int Longest = 16 * 1024;

    /// <summary>The message, an empty line and the trace, as in ExecutionResult.error_message (p8e-sdk 5.3, B-8).</summary>
    public static string Of(Exception thrown)
    {
        try
        {
            return Shorten($"{thrown.Message}\n\n{thrown}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The exception is the contract's own class and may fail at telling what it is.
            return $"{thrown.GetType().FullName}\n\n{e.GetType().FullName} while its text was read";
        }
    }

    public static string Shorten(string text) => text.Length <= Longest ? text : text[..Longest] + "…";
}
