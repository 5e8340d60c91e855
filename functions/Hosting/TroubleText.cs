using P8e.Durable;
using P8e.Protocol.Errors;

namespace P8e.Functions.Hosting;

/// <summary>
/// What a log line says of an error: its stable code and its message for the errors of the house, everything for those that nobody foresaw. A stack of a storage account that
/// is away helps nobody at night.
/// </summary>
internal static class TroubleText
{
    internal static string Of(Exception error) => Unwrap(error) switch
    {
        P8eException known => $"{known.Code}: {known.Message}",
        DurableException { Code: not DurableErrorCodes.EngineFailed } durable => $"{durable.Code}: {durable.Message}",
        var other => other.ToString(),
    };

    /// <summary>The engine's storage may only throw what the engine knows, so an account that does not answer comes as an exception of its port around the house's error.</summary>
    internal static Exception Unwrap(Exception error) => error is IOException { InnerException: P8eException known } ? known : error;
}
