using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using P8e.Functions.Hosting;

namespace P8e.Functions.Affiliates;

/// <summary>Trouble of one affiliate among others, in the log: once for each kind, because what a timer meets it meets every second.</summary>
internal sealed partial class OncePerTrouble(ILogger log)
{
    private readonly ConcurrentDictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <param name="whose">The affiliate, or its account.</param>
    /// <param name="error">What happened.</param>
    internal void Report(string whose, Exception error)
    {
        var trouble = TroubleText.Of(error);
        if (_told.GetValueOrDefault(whose) != trouble)
        {
            _told[whose] = trouble;
            LogTrouble(log, whose, trouble);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Whose} is left out for now, the others go on: {Trouble}")]
    private static partial void LogTrouble(ILogger log, string whose, string trouble);
}
