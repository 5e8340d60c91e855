using P8e.Execution.Ports;
using P8e.Execution.Sandbox;
using P8e.Execution.Wire.Messages;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Publishing;

/// <summary>Has a stored package read by the sandbox. Thread-safe.</summary>
/// <param name="affiliate">Whose package it is.</param>
/// <param name="sandboxes">Where its classes are looked at, which runs code of it.</param>
/// <param name="objects">Where its assemblies lie.</param>
public sealed class PackageReader(AffiliateName affiliate, SandboxPool sandboxes, IExecutionObjects objects)
{
    /// <summary>Reads a package.</summary>
    /// <param name="contractPackage">SHA-256 of the contract assembly.</param>
    /// <param name="recordPackage">SHA-256 of the record assembly.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="P8eInputException">The package is not one, or breaks a rule; or an assembly has more than <see cref="ExecutionLimits.PackageBytesMax"/> bytes.</exception>
    /// <exception cref="P8eStateException"><see cref="ErrorCodes.ObjectNotFound"/>; or the sandbox had to be stopped.</exception>
    /// <exception cref="P8eTransientException">Store or sandbox are out of reach now.</exception>
    public async Task<Publication> ReadAsync(ObjectHash contractPackage, ObjectHash recordPackage, CancellationToken cancellationToken)
    {
        var key = new SandboxKey(affiliate, contractPackage, recordPackage);
        var description = await sandboxes.DescribeAsync(key, LoadAsync, cancellationToken).ConfigureAwait(false);
        return Publication.Of(description, contractPackage, recordPackage);

        async Task<LoadRequest> LoadAsync(CancellationToken token) => new(
            await objects.GetAsync(contractPackage, ExecutionLimits.PackageBytesMax, token).ConfigureAwait(false),
            await objects.GetAsync(recordPackage, ExecutionLimits.PackageBytesMax, token).ConfigureAwait(false));
    }
}
