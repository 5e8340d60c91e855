using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Engine;

/// <summary>Runs the open functions of one envelope in their order (p8e-sdk 5.3).</summary>
internal sealed class EngineRun(
    ContractSpecification specification, IReadOnlyList<ContractValue> records, DateTimeOffset now, IContractRunner runner)
{
    /// <summary>What became of each function; of the failed one alone, once one has failed.</summary>
    internal async Task<IReadOnlyList<FunctionRun>> RunAsync(
        IReadOnlyList<ContractFunction> functions, EnvelopeValues values, CancellationToken cancellationToken)
    {
        ContractCall?[] calls = [.. functions.Select(function => Call(function, values.Proposed(function.Consideration)))];
        var answers = new Queue<ContractCallResult>(await CallAsync([.. calls.OfType<ContractCall>()], functions, cancellationToken).ConfigureAwait(false));
        List<FunctionRun> results = [];
        var bytes = 0L;
        foreach (var (function, call) in functions.Zip(calls))
        {
            var result = call is null ? new FunctionRun(function, FunctionOutcome.Skip, string.Empty, default)
                : answers.TryDequeue(out var answer) ? Judge(function, answer)
                : throw Invalid(function, "there is no answer for it");
            if (result.Outcome == FunctionOutcome.Fail)
            {
                return [result];
            }

            bytes += result.Bytes.Length;
            CheckSize(result, bytes);
            results.Add(result);
        }

        return results;
    }

    /// <summary>Null for a function that is skipped because of its parameters.</summary>
    private ContractCall? Call(ContractFunction function, IReadOnlyList<ContractValue> proposed) =>
        function.Resolve(proposed, records) is { } inputs ? new ContractCall(function.Name, inputs) : null;

    private async Task<IReadOnlyList<ContractCallResult>> CallAsync(
        ContractCall[] calls, IReadOnlyList<ContractFunction> functions, CancellationToken cancellationToken)
    {
        if (calls.Length == 0)
        {
            return [];
        }

        // The SDK loads the first function's package and hopes that the others share it (B-28).
        ObjectHash[] packages = [.. functions.Select(function => function.RecordPackage).Distinct()];
        if (packages.Length > 1)
        {
            throw ContractSpecification.Invalid($"the records of {specification.ClassName} are from {packages.Length} packages");
        }

        var request = new ContractRun
        {
            ContractPackage = specification.ContractPackage,
            RecordPackage = packages[0],
            ClassName = specification.ClassName,
            Records = records,
            Calls = calls,
            Now = now.ToUniversalTime(),
        };
        return await runner.RunAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private void CheckSize(FunctionRun result, long total)
    {
        if (result.Bytes.Length > ExecutionLimits.RecordBytesMax || total > ExecutionLimits.RunBytesMax)
        {
            throw Invalid(
                result.Function,
                $"it returned {result.Bytes.Length} bytes, all functions {total}; at most {ExecutionLimits.RecordBytesMax} and {ExecutionLimits.RunBytesMax} are stored");
        }
    }

    private FunctionRun Judge(ContractFunction function, ContractCallResult result) => result.Outcome switch
    {
        ContractCallOutcome.Returned when result.Text.Length <= ExecutionLimits.NameCharactersMax =>
            new FunctionRun(function, FunctionOutcome.Pass, result.Text, result.Bytes),
        ContractCallOutcome.Skipped => new FunctionRun(function, FunctionOutcome.Skip, string.Empty, default),
        ContractCallOutcome.Threw => new FunctionRun(function, FunctionOutcome.Fail, Cut(result.Text), default),
        ContractCallOutcome.ReturnedNothing => throw Invalid(
            function,
            "Invoked function returned null instead of type com.google.protobuf.Message\n"
            + $"[class: {specification.ClassName}]\n[invoked function: {function.Name}]"),
        // What the constructor says may quote the records it was given: it stays out of the message.
        ContractCallOutcome.ConstructorThrew => throw new P8eInputException(
            ErrorCodes.ContractConstructorFailed,
            $"Executing {specification.ClassName}: its constructor threw, so there is no result to sign. Run the contract's own tests with these records."),
        ContractCallOutcome.ValueUnreadable => throw new P8eInputException(
            ErrorCodes.ContractValueUnreadable,
            $"Executing {specification.ClassName}: the value {result.Text} of function {function.Name} is no message of the class that the envelope names. Propose it again."),
        _ => throw Invalid(function, "the class that it returned has no usable name"),
    };

    private P8eInputException Invalid(ContractFunction function, string fault) =>
        new(ErrorCodes.ContractResultInvalid, $"Executing function {function.Name} of {specification.ClassName}: {fault}");

    private static string Cut(string text) => text.Length <= ExecutionLimits.FailureCharactersMax ? text : text[..ExecutionLimits.FailureCharactersMax];
}
