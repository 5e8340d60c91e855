using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Execution.Envelopes;
using P8e.Execution.Messages;
using P8e.Protocol.Errors;

namespace P8e.Conformance.Sdk;

/// <summary>The chain messages of an executed envelope, against those that the SDK made of the same bytes.</summary>
internal static class MessagesCase
{
    private const string Place = "/messages";

    internal static string NameOf(JsonElement group) => $"{group.Text("case")}/{group.Text("file")}/{group.Text("at")}";

    internal static Task CheckAsync(JsonElement group, SdkFolder folder)
    {
        var at = group.Text("at");
        var result = at.EndsWith(Place, StringComparison.Ordinal) ? folder.Find(group.Text("file"), group.Text("case"), $"{at[..^Place.Length]}/result/base64") : null;
        if (result is null)
        {
            throw new NotComparableException("the executed envelope is not recorded at a place that belongs to these messages");
        }

        Compare(group, ContractEnvelope.Parse(result.Value.GetBytesFromBase64()));
        return Task.CompletedTask;
    }

    /// <summary>A run that failed is never written here, though the SDK would (B-5).</summary>
    internal static void Compare(JsonElement group, ContractEnvelope executed)
    {
        if (executed.Failure is not null)
        {
            Expect.Equal("refusal", ErrorCodes.ContractFunctionFailed, Refusal(executed));
            return;
        }

        var expected = group.GetProperty("messages").EnumerateArray().ToArray();
        var actual = EnvelopeMessages.Of(executed);
        Expect.Equal("type URLs", string.Join(' ', expected.Select(message => message.Text("typeUrl"))), string.Join(' ', actual.Select(message => message.TypeUrl)));
        foreach (var (message, index) in actual.Select((message, index) => (message, index)))
        {
            Expect.Bytes($"message {index}", expected[index].Base64("base64"), message.Value.Span);
        }
    }

    private static string? Refusal(ContractEnvelope executed)
    {
        try
        {
            _ = EnvelopeMessages.Of(executed);
            return null;
        }
        catch (P8eInputException error)
        {
            return error.Code;
        }
    }
}
