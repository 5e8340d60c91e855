using P8e.Cryptography.Payload;

namespace P8e.Benchmarks.Streams;

/// <summary>Where a sealed payload goes: the one place to change when B4 is to put into an object store.</summary>
internal interface IPayloadDestination
{
    /// <summary>For the table.</summary>
    string Name { get; }

    /// <summary>Takes the payload to its end.</summary>
    ValueTask TakeAsync(PayloadSealer payload, CancellationToken cancellationToken);
}
