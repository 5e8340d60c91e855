using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Protocol.Errors;

namespace P8e.Conformance.Sdk;

/// <summary>What the SDK threw, against what is thrown here: the same text within ours, or a code where ours says it otherwise on purpose.</summary>
internal static class RecordedRefusal
{
    private static readonly (string Text, string Code)[] SaidOtherwise =
    [
        ("constructor refuses", ErrorCodes.ContractConstructorFailed),
        ("List is empty.", ErrorCodes.ContractSpecificationInvalid),
        ("List has more than one element.", ErrorCodes.ContractSpecificationInvalid),
        ("NOT_FOUND", ErrorCodes.ObjectNotFound),
        ("Provided hash must be byte array of at least size 16", ErrorCodes.HashInvalid),
        ("no.such.Spec", ErrorCodes.EnvelopeInvalid),
        ("Unable to find \"parseFrom\" method", ErrorCodes.EnvelopeInvalid),
        ("NoSuchContract", ErrorCodes.ContractDefinitionMismatch),
    ];

    // Not refused here, or not at this place.
    private static readonly (string Text, string Why)[] NotRefused =
    [
        ("Current time wasn't set", "the time is there during construction here"),
        ("must have only one of", "contract classes are checked by the sandbox"),
        ("must extend io.provenance.scope.contract.spec.P8eContract", "contract classes are checked by the sandbox"),
        ("InvalidWireTypeException", "a value of another class than the parameter's is not read here: the function is skipped"),
        ("argument type mismatch", "contract classes are constructed by the sandbox"),
        ("UNAVAILABLE", "there is no store in memory that is away"),
        ("DEADLINE_EXCEEDED", "there is no store in memory that is away"),
        ("unable to verify item signature", "what is stored is checked by the object store"),
    ];

    internal static async Task CheckAsync(JsonElement recorded, Func<Task> action)
    {
        var thrown = recorded.GetProperty("thrown").GetProperty("chain").EnumerateArray().ToArray();
        var all = string.Join('\n', thrown.Select(link => $"{link.Text("class")}: {(link.TryGetProperty("message", out var text) ? text.GetString() : string.Empty)}"));
        foreach (var (_, why) in NotRefused.Where(exception => all.Contains(exception.Text, StringComparison.Ordinal)))
        {
            throw new NotComparableException($"chosen deviation: {why}");
        }

        var error = await CatchAsync(action) ?? throw new MismatchException($"expected a refusal like {all}, got none");
        var code = SaidOtherwise.FirstOrDefault(pair => all.Contains(pair.Text, StringComparison.Ordinal)).Code;
        if (code is not null)
        {
            Expect.Equal("code of the refusal", code, error.Code);
        }
        else if (!error.Message.Contains(thrown[^1].Text("message"), StringComparison.Ordinal))
        {
            throw new MismatchException($"expected a refusal that says {thrown[^1].Text("message")}, got {error.Message}");
        }
    }

    private static async Task<P8eException?> CatchAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (P8eException error)
        {
            return error;
        }
    }
}
