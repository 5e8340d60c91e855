using System.Security.Cryptography;
using System.Text.Json;
using P8e.Conformance.Dime;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Java;

namespace P8e.Conformance.LoanContracts;

/// <summary>One recorded run of a loan contract against the same run of ours: outputs byte for byte, violation texts letter for letter.</summary>
internal sealed class LoanCase(JsonElement recorded, LoanPackage package)
{
    // When the recording was made: the JVM's contracts look at the clock.
    private static readonly DateTimeOffset RecordedAt = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly JavaNameIndex _types = new(package.Messages.Files);

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (recorded.Text("contract") != LoanPackage.ContractClass[(LoanPackage.ContractClass.LastIndexOf('.') + 1)..])
        {
            throw new NotComparableException($"{recorded.Text("contract")} is not part of samples/Loan");
        }

        if (recorded.Text("outcome") == "thrown")
        {
            throw new NotComparableException("refused before a contract runs; the session's rules are those of kind sdk");
        }

        var outcomes = await package.RunAsync(RecordedAt, Values("existingRecords"), Values("inputs"), cancellationToken);
        var functions = package.Functions.Select(function => function.Name).ToArray();
        var considered = recorded.GetProperty("considerations").EnumerateArray().ToArray();
        if (considered is [var failed] && failed.Text("result") == "FAIL")
        {
            Expect.Equal("last function", failed.Text("function"), functions[outcomes.Count - 1]);
            Expect.Equal("functions without result", Names(functions.Where(name => name != failed.Text("function"))), Names(Listed("notReached")));
            CheckFailure(failed, outcomes[^1]);
            return;
        }

        Expect.Equal("functions run", functions.Length, outcomes.Count);
        var byName = functions.Zip(outcomes).ToDictionary(pair => pair.First, pair => pair.Second);
        Expect.Equal("skipped", Names(Listed("skipped")), Names(functions.Where(name => byName[name].Kind == OutcomeKind.Skipped)));
        Expect.Equal("passed", Names(considered.Select(one => one.Text("function"))), Names(functions.Where(name => byName[name].Kind == OutcomeKind.Passed)));
        foreach (var passed in considered)
        {
            CheckOutput(passed.GetProperty("output"), byName[passed.Text("function")]);
        }
    }

    private static void CheckFailure(JsonElement failed, FunctionOutcome outcome)
    {
        Expect.Equal("outcome", OutcomeKind.Failed, outcome.Kind);
        Expect.Equal("text", failed.Text("exceptionText"), outcome.Error[..outcome.Error.IndexOf("\n\n", StringComparison.Ordinal)]);
        // The trace names the class after the empty line.
        var thrown = outcome.Error[(outcome.Error.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Split(':')[0];
        Expect.Equal("exception", SimpleName(failed.Text("exceptionClass")), SimpleName(thrown));
    }

    private void CheckOutput(JsonElement output, FunctionOutcome outcome)
    {
        Expect.Equal("record", output.Text("name"), outcome.RecordName);
        Expect.Equal("class", output.Text("class"), JavaName.Of(package.Messages.FindMessage(outcome.MessageType)));
        Expect.Bytes($"record {outcome.RecordName}", output.Base64("base64"), outcome.Value.Span);
        Expect.Equal("hash", output.Text("hash"), Convert.ToBase64String(SHA256.HashData(outcome.Value.Span)));
    }

    private NamedValue[] Values(string list) => recorded.TryGetProperty(list, out var values)
        ? [.. values.EnumerateArray().Select(value => new NamedValue(
            value.Text("name"), _types.Find(value.Text("class")).FullName, value.Base64("base64")))]
        : [];

    private IEnumerable<string> Listed(string list) =>
        recorded.TryGetProperty(list, out var names) ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    private static string Names(IEnumerable<string> names) => string.Join(' ', names.Order(StringComparer.Ordinal));

    private static string SimpleName(string className) => className[(className.LastIndexOf('.') + 1)..];
}
