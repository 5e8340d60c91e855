using System.Text.Json;
using P8e.Chain.Node;
using P8e.Chain.Tests.Support;
using P8e.Protocol.Errors;

namespace P8e.Chain.Tests.Node;

/// <summary>Recorded refusals against our stable codes.</summary>
public sealed class RecordedFailuresTests
{
    private static readonly Dictionary<(string Codespace, uint Code), string> Expected = new()
    {
        [("sdk", 2)] = ErrorCodes.ChainTransactionUndecodable,
        [("sdk", 4)] = ErrorCodes.ChainUnauthorized,
        [("sdk", 5)] = ErrorCodes.ChainInsufficientFunds,
        [("sdk", 8)] = ErrorCodes.ChainUnauthorized,
        [("sdk", 9)] = ErrorCodes.ChainAccountUnknown,
        [("sdk", 11)] = ErrorCodes.ChainOutOfGas,
        [("sdk", 12)] = ErrorCodes.ChainRequestInvalid,
        [("sdk", 13)] = ErrorCodes.ChainInsufficientFee,
        [("sdk", 14)] = ErrorCodes.ChainUnauthorized,
        [("sdk", 15)] = ErrorCodes.ChainUnauthorized,
        [("sdk", 18)] = ErrorCodes.ChainRequestInvalid,
        [("sdk", 19)] = ErrorCodes.ChainTransactionKnown,
        [("sdk", 20)] = ErrorCodes.ChainMempoolFull,
        [("sdk", 21)] = ErrorCodes.ChainTransactionTooLarge,
        [("sdk", 30)] = ErrorCodes.ChainTransactionExpired,
        [("sdk", 32)] = ErrorCodes.ChainSequenceMismatch,
        [("sdk", 38)] = ErrorCodes.ChainEntityNotFound,
        [("sdk", 41)] = ErrorCodes.ChainRequestInvalid,
        [("sdk", 42)] = ErrorCodes.ChainTransactionExpired,
        [("undefined", 1)] = ErrorCodes.ChainTransactionRefused,
        [("undefined", 111222)] = ErrorCodes.ChainTransactionRefused,
        [("authz", 2)] = ErrorCodes.ChainTransactionRefused,
    };

    [Fact]
    public void ErrorCode_EveryRecordedRefusal_IsTheExpectedOne()
    {
        using var document = ChainVectors.Read("fees-and-codes.json");
        var failures = document.RootElement.GetProperty("failures").EnumerateArray().Select(Failure).ToArray();

        Assert.NotEmpty(failures);
        var known = failures.Where(failure => Expected.ContainsKey((failure.Codespace, failure.Code))).ToArray();
        Assert.InRange(known.Length, 24, failures.Length);
        Assert.All(known, failure => Assert.Equal(Expected[(failure.Codespace, failure.Code)], failure.ErrorCode));
    }

    [Fact]
    public void ToException_EveryCode_KeepsItAndShowsTheLog() => Assert.All(Expected, expected =>
    {
        var error = new TransactionFailure(expected.Key.Code, expected.Key.Codespace, "the\nlog").ToException();

        Assert.Equal(expected.Value, error.Code);
        Assert.Contains("the log", error.Message, StringComparison.Ordinal);
        Assert.Equal(expected.Value == ErrorCodes.ChainMempoolFull, error is P8eTransientException);
    });

    [Fact]
    public void SimulationFailure_RecordedText_IsCutToTheReason()
    {
        using var document = ChainVectors.Read("fees-and-codes.json");
        var texts = document.RootElement.GetProperty("simulations").EnumerateArray().Select(element => element.GetProperty("message").GetString()!).ToArray();

        Assert.NotEmpty(texts);
        Assert.All(texts, text =>
        {
            var error = SimulationFailure.From(text);
            Assert.Equal(
                text.Contains("sequence mismatch", StringComparison.Ordinal) ? ErrorCodes.ChainSequenceMismatch : ErrorCodes.ChainSimulationFailed, error.Code);
            Assert.DoesNotContain("codespace", error.Message, StringComparison.Ordinal);
        });
        Assert.Contains(texts, text => SequenceMismatch.Find(text) is { } mismatch && SequenceMismatch.Find(SimulationFailure.From(text).Message) == mismatch);
    }

    [Fact]
    public void Texts_OfAnyLength_AreBounded()
    {
        var failure = new TransactionFailure(1, new string('x', 100_000), new string('x', 100_000));

        Assert.Equal((1001, 1001), (failure.Codespace.Length, failure.Log.Length));
    }

    private static TransactionFailure Failure(JsonElement element) => new(
        element.GetProperty("code").GetUInt32(), element.GetProperty("codespace").GetString()!, element.GetProperty("log").GetString()!);
}
