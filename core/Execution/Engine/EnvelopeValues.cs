using P8e.Execution.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Wire.ScopeContracts;

namespace P8e.Execution.Engine;

/// <summary>The record messages that an envelope names by hash; each is fetched once.</summary>
internal sealed class EnvelopeValues
{
    private const int AtOnce = 8;
    private readonly Dictionary<ObjectHash, byte[]> _contents;

    private EnvelopeValues(Dictionary<ObjectHash, byte[]> contents) => _contents = contents;

    internal static async Task<EnvelopeValues> FetchAsync(
        IEnumerable<string> hashes, IExecutionObjects objects, CancellationToken cancellationToken)
    {
        ObjectHash[] wanted = [.. hashes.Select(ObjectHash.Parse).Distinct()];
        if (wanted.Length > ExecutionLimits.ValuesMax)
        {
            throw new P8eInputException(
                ErrorCodes.LimitExceeded, $"Fetching the values of an envelope: it names {wanted.Length}, more than {ExecutionLimits.ValuesMax}. Split the session.");
        }

        var contents = new byte[wanted.Length][];
        var total = 0L;
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, wanted.Length, options, async (at, cancel) =>
        {
            contents[at] = await objects.GetAsync(wanted[at], ExecutionLimits.RecordBytesMax, cancel).ConfigureAwait(false);
            if (Interlocked.Add(ref total, contents[at].Length) > ExecutionLimits.RunBytesMax)
            {
                throw new P8eInputException(
                    ErrorCodes.LimitExceeded, $"Fetching the values of an envelope: they have more than {ExecutionLimits.RunBytesMax} bytes together. Split the session.");
            }
        }).ConfigureAwait(false);
        return new EnvelopeValues(Enumerable.Range(0, wanted.Length).ToDictionary(at => wanted[at], at => contents[at]));
    }

    /// <summary>The records that the contract is constructed with.</summary>
    internal static IEnumerable<Record> Filled(Contract contract) => contract.Inputs.Where(EnvelopeValidation.IsFilled);

    internal IReadOnlyList<ContractValue> Records(Contract contract) => [.. Filled(contract)
        .Select(input => Value(input.Name, input.DataLocation.Classname, input.DataLocation.Ref.Hash))];

    internal IReadOnlyList<ContractValue> Proposed(ConsiderationProto consideration) => [.. consideration.Inputs
        .Select(input => Value(input.Name, input.Classname, input.Hash))];

    private ContractValue Value(string name, string className, string hash) => new(name, className, _contents[ObjectHash.Parse(hash)]);
}
