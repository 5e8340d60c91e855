using System.Security.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Execution.Ports;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Tests.Support;

/// <summary>Objects in memory that count how often they are read.</summary>
internal sealed class CountingObjects : IExecutionObjects
{
    private readonly Dictionary<ObjectHash, byte[]> _contents = [];

    internal int Gets { get; private set; }

    public Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) => PutAsync(content, ObjectHash.StandardLength);

    public Task<ObjectHash> PutSpecificationAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) => PutAsync(content, ObjectHash.ShortLength);

    public Task<byte[]> GetAsync(ObjectHash hash, int lengthMax, CancellationToken cancellationToken)
    {
        Gets++;
        return Task.FromResult(_contents[hash].Length <= lengthMax ? _contents[hash] : throw new P8eInputException(ErrorCodes.LimitExceeded, "It is longer."));
    }

    private Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, int length)
    {
        var hash = ObjectHash.FromBytes(SHA256.HashData(content.Span).AsSpan(0, length));
        _contents[hash] = content.ToArray();
        return Task.FromResult(hash);
    }
}
