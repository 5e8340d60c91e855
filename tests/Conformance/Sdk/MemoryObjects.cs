using System.Collections.Concurrent;
using System.Security.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Execution.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Conformance.Sdk;

/// <summary>Objects in memory; says what was put for whom.</summary>
public sealed class MemoryObjects : IExecutionObjects
{
    private readonly ConcurrentDictionary<ObjectHash, byte[]> contents = [];

    /// <summary>Every put: hash and audience.</summary>
    public ConcurrentQueue<(ObjectHash Hash, IReadOnlyCollection<PublicKey> Audience)> Puts { get; } = [];

    /// <summary>Every get.</summary>
    public ConcurrentQueue<ObjectHash> Gets { get; } = [];

    /// <summary>Lets a content lie under a hash, right or wrong.</summary>
    public void Place(ObjectHash hash, byte[] content) => contents[hash] = content;

    /// <inheritdoc/>
    public Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) =>
        Task.FromResult(Put(content, ObjectHash.StandardLength, audience));

    /// <inheritdoc/>
    public Task<ObjectHash> PutSpecificationAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) =>
        Task.FromResult(Put(content, ObjectHash.ShortLength, audience));

    /// <inheritdoc/>
    public Task<byte[]> GetAsync(ObjectHash hash, int lengthMax, CancellationToken cancellationToken)
    {
        Gets.Enqueue(hash);
        return contents.TryGetValue(hash, out var content)
            ? content.Length <= lengthMax ? Task.FromResult(content) : throw new P8eInputException(ErrorCodes.LimitExceeded, $"{hash} is longer than {lengthMax}")
            : throw new P8eStateException(StateErrorKind.NotFound, ErrorCodes.ObjectNotFound, $"there is no object {hash}");
    }

    private ObjectHash Put(ReadOnlyMemory<byte> content, int hashLength, IReadOnlyCollection<PublicKey> audience)
    {
        var hash = ObjectHash.FromBytes(SHA256.HashData(content.Span).AsSpan(0, hashLength));
        contents[hash] = content.ToArray();
        Puts.Enqueue((hash, audience));
        return hash;
    }
}
