using P8e.Execution.Envelopes;
using P8e.Execution.Ports;
using P8e.Execution.Sessions;
using P8e.Protocol.Errors;

namespace P8e.Execution.Engine;

/// <summary>Runs the open functions of one envelope in their order (p8e-sdk 5.3).</summary>
internal sealed class EngineRun(
    ContractSpecification specification, IReadOnlyList<ContractValue> records, DateTimeOffset now, IContractRunner runner)
{
    /// <summary>What became of each function; of the failed one alone, once one has failed.</summary>
    internal async Task<IReadOnlyList<FunctionRun>> RunAsync(
        IReadOnlyList<ContractFunction> functions, EnvelopeValues values, CancellationToken cancellationToken)
    {
        List<FunctionRun> results = [];
        var bytes = 0L;
        foreach (var function in functions)
        {
            var result = await RunAsync(function, values.Proposed(function.Consideration), cancellationToken).ConfigureAwait(false);
            if (result.Outcome == FunctionOutcome.Fail)
            {
                return [result];
            }

            bytes += result.Bytes.Length;
            if (result.Bytes.Length > ExecutionLimits.RecordBytesMax || bytes > ExecutionLimits.RunBytesMax)
            {
                throw Invalid(
                    function,
                    $"it returned {result.Bytes.Length} bytes, all functions {bytes}; at most {ExecutionLimits.RecordBytesMax} and {ExecutionLimits.RunBytesMax} are stored");
            }

            results.Add(result);
        }

        return results;
    }

    private async Task<FunctionRun> RunAsync(ContractFunction function, IReadOnlyList<ContractValue> proposed, CancellationToken cancellationToken)
    {
        var inputs = function.Resolve(proposed, records);
        if (inputs is null)
        {
            return new FunctionRun(function, FunctionOutcome.Skip, string.Empty, default);
        }

        var call = new ContractCall
        {
            ContractPackage = specification.ContractPackage,
            RecordPackage = function.RecordPackage,
            ClassName = specification.ClassName,
            Function = function.Name,
            Records = records,
            Inputs = inputs,
            Now = now.ToUniversalTime(),
        };
        return Judge(function, await runner.RunAsync(call, cancellationToken).ConfigureAwait(false));
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
