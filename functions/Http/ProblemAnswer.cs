using Microsoft.AspNetCore.Http;
using P8e.Durable;
using P8e.Protocol.Errors;

namespace P8e.Functions.Http;

/// <summary>Errors as <c>application/problem+json</c> with a stable <c>code</c> (design 10, 11).</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Code">Stable.</param>
/// <param name="Detail">For people.</param>
internal sealed record ProblemAnswer(int Status, string Code, string Detail)
{
    /// <summary>What a caller hears of an error. Of one that nobody foresaw it hears nothing but that.</summary>
    internal static ProblemAnswer Of(Exception error) => error switch
    {
        P8eStateException { Code: ErrorCodes.AccessUnauthenticated or ErrorCodes.AccessExpired } caller => new(StatusCodes.Status401Unauthorized, caller.Code, caller.Message),
        P8eTransientException { Code: ErrorCodes.AccessRateLimited } caller => new(StatusCodes.Status429TooManyRequests, caller.Code, caller.Message),
        P8eInputException { Code: ErrorCodes.RequestForeignHost } stray => new(StatusCodes.Status421MisdirectedRequest, stray.Code, stray.Message),
        P8eInputException input => new(StatusCodes.Status400BadRequest, input.Code, input.Message),
        P8eStateException { Kind: StateErrorKind.NotFound } state => new(StatusCodes.Status404NotFound, state.Code, state.Message),
        P8eStateException { Kind: StateErrorKind.NotPermitted } state => new(StatusCodes.Status403Forbidden, state.Code, state.Message),
        P8eStateException state => new(StatusCodes.Status409Conflict, state.Code, state.Message),
        P8eTransientException transient => new(StatusCodes.Status503ServiceUnavailable, transient.Code, transient.Message),
        DurableException durable => OfDurable(durable),
        BadHttpRequestException request => new(request.StatusCode, ErrorCodes.RequestMalformed, "Reading the request failed: it is not well formed, or longer than this route takes."),
        _ => new(StatusCodes.Status500InternalServerError, ErrorCodes.InternalFailed, "Answering the request failed by a fault of this program; its log says more."),
    };

    internal Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        return JsonAnswer.WriteAsync(
            response,
            writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("type", $"urn:p8e:{Code}");
                writer.WriteNumber("status", Status);
                writer.WriteString("code", Code);
                writer.WriteString("detail", Detail);
                writer.WriteEndObject();
            },
            "application/problem+json");
    }

    private static ProblemAnswer OfDurable(DurableException error) => error.Code switch
    {
        DurableErrorCodes.InstanceNotFound => new(StatusCodes.Status404NotFound, error.Code, error.Message),
        DurableErrorCodes.InstanceStateConflict => new(StatusCodes.Status409Conflict, error.Code, error.Message),
        DurableErrorCodes.ArgumentInvalid or DurableErrorCodes.PayloadMalformed or DurableErrorCodes.LimitExceeded or DurableErrorCodes.RequestMalformed =>
            new(StatusCodes.Status400BadRequest, error.Code, error.Message),
        _ => new(StatusCodes.Status500InternalServerError, error.Code, "The task hub failed; the log says more."),
    };
}
