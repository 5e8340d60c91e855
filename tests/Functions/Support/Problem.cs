using System.Net;
using System.Text.Json;

namespace P8e.Functions.Tests.Support;

/// <summary>A refusal as a caller reads it.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Code">Stable; empty when the body is none of a problem.</param>
/// <param name="Detail">For people.</param>
internal sealed record Problem(HttpStatusCode Status, string Code, string Detail)
{
    internal static async Task<Problem> ReadAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            {
                return new Problem(answer.StatusCode, "", "");
            }

            var body = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
            return new Problem(answer.StatusCode, body.GetProperty("code").GetString()!, body.GetProperty("detail").GetString()!);
        }
    }
}
