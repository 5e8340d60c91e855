using P8e.Execution;
using P8e.Execution.Catalogue;
using P8e.Execution.Ports;
using P8e.Index.Rows;
using P8e.Protocol.Dynamic;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;
using P8e.Protocol.Java;

namespace P8e.Functions.Scopes;

/// <summary>Reads a record back: from the chain's hash to the affiliate's own copy, decrypted and checked, as JSON by the descriptors of the contract that made it.</summary>
/// <param name="objects">The affiliate's objects.</param>
/// <param name="library">Its contracts.</param>
internal sealed class RecordReader(IExecutionObjects objects, ContractLibrary library)
{
    /// <summary>The content as protobuf JSON.</summary>
    /// <exception cref="P8eException">Why it cannot be read here; the record on the chain is not doubted by that.</exception>
    internal async Task<byte[]> ReadAsync(RecordRow record, CancellationToken cancellationToken)
    {
        var state = record.Content;
        if (state.Outputs is not [{ Hash.Length: > 0 } output] || state.Process.Hash is not { } package)
        {
            throw new P8eStateException(StateErrorKind.NotFound, ErrorCodes.RecordNotFound, "Reading a record: on the chain it has no single output of a contract package, so there is nothing to open.");
        }

        var entry = await library.ResolvePackageAsync(ObjectHash.Parse(package), cancellationToken);
        // On the chain the process carries the name of the output's class (p8e-sdk 7).
        return await ReadAsync(entry, state.Process.Name, ObjectHash.Parse(output.Hash), cancellationToken);
    }

    /// <summary>A content as protobuf JSON.</summary>
    /// <param name="entry">A contract whose package has the class.</param>
    /// <param name="className">Java name of the content's class.</param>
    /// <param name="hash">The content's hash.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<byte[]> ReadAsync(ContractEntry entry, string className, ObjectHash hash, CancellationToken cancellationToken)
    {
        var type = new JavaNameIndex(entry.Descriptors.Files).Find(className);
        var bytes = await objects.GetAsync(hash, ExecutionLimits.RecordBytesMax, cancellationToken);
        return new MessageCodec(entry.Descriptors).ToJson(type, bytes, UnknownFieldPolicy.Skip);
    }
}
