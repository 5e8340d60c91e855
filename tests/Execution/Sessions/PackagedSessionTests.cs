using P8e.Cryptography.Keys;
using P8e.Execution.Ports;
using P8e.Execution.Tests.Support;
using P8e.Protocol.Errors;
using P8e.Protocol.Identifiers;

namespace P8e.Execution.Tests.Sessions;

/// <summary>The SDK does not wait for its puts and loses their failures (B-6); here storing ends when everything is stored, or fails.</summary>
public sealed class PackagedSessionTests
{
    [Fact]
    public async Task Store_APutThatFails_Fails()
    {
        var objects = new Store(_ => throw new P8eTransientException(ErrorCodes.StorageUnavailable, "away", TimeSpan.FromSeconds(1)));

        await Assert.ThrowsAsync<P8eTransientException>(() => StoreAsync(objects));
    }

    [Fact]
    public async Task Store_APutThatIsPending_IsAwaited()
    {
        var pending = new TaskCompletionSource<ObjectHash>();
        var storing = StoreAsync(new Store(_ => pending.Task));
        Assert.False(storing.IsCompleted);

        pending.SetResult(Hash);

        await storing;
    }

    [Fact]
    public async Task Store_FiledUnderAnotherHash_IsRefused()
    {
        var other = ObjectHash.FromBytes(new byte[32]);

        var error = await Assert.ThrowsAsync<P8eInputException>(() => StoreAsync(new Store(_ => Task.FromResult(other))));

        Assert.Equal(ErrorCodes.ObjectHashMismatch, error.Code);
    }

    private static ObjectHash Hash { get; } = ObjectHash.FromBytes(System.Security.Cryptography.SHA256.HashData(Scene.Note));

    private static Task StoreAsync(IExecutionObjects objects)
    {
        var session = new Scene("OneRecord").Session();
        session.AddProposedRecord("note", Scene.NoteClass, Scene.Note);
        return session.Build().StoreAsync(objects, Scene.Cancel);
    }

    private sealed class Store(Func<ReadOnlyMemory<byte>, Task<ObjectHash>> put) : IExecutionObjects
    {
        public Task<ObjectHash> PutAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) => put(content);

        public Task<ObjectHash> PutSpecificationAsync(ReadOnlyMemory<byte> content, IReadOnlyCollection<PublicKey> audience, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<byte[]> GetAsync(ObjectHash hash, int lengthMax, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
