using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using P8e.Functions.Access;
using P8e.Functions.Hosting;
using P8e.Functions.Telemetry;
using P8e.Protocol.Errors;

namespace P8e.Functions.Http;

/// <summary>Around all routes: errors become answers, and what a caller cannot help is logged.</summary>
internal sealed partial class ErrorAnswers(ILogger<ErrorAnswers> log)
{
    internal async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception raised) when (!context.Response.HasStarted)
        {
            var error = TroubleText.Unwrap(raised);
            var answer = ProblemAnswer.Of(error);
            if (answer.Status >= StatusCodes.Status500InternalServerError)
            {
                LogFailed(log, answer.Code, TroubleText.Of(error));
            }

            if (error is P8eTransientException { RetryAfter: { } pause })
            {
                context.Response.Headers.RetryAfter = Math.Ceiling(pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            HttpTrace.Refused(answer);
            if (answer.Status == StatusCodes.Status401Unauthorized)
            {
                context.Response.Headers.WWWAuthenticate = BrowserCallers.Challenge(context.Request);
            }

            await answer.WriteAsync(context.Response);
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed } unanswered
            && context.Response.ContentType is null && !HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            await new ProblemAnswer(unanswered.StatusCode, ErrorCodes.RequestUnknownRoute, "There is no such route, or not with this method.").WriteAsync(unanswered);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "answering a request failed with {Code}: {Trouble}")]
    private static partial void LogFailed(ILogger log, string code, string trouble);
}
