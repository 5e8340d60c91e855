namespace P8e.EndToEnd.Tests.Cost;

/// <summary>What one envelope took under the Functions host, from its submission to its acknowledgement.</summary>
/// <param name="Executions">Calls of functions by the host: the submission, steps of orchestrators, activities.</param>
/// <param name="HubCalls">Of the Durable extension to its storage, by the rule of its vendor: 4 for each activity and 3 for each orchestration, half of them queues.</param>
/// <param name="TableCalls">Of the program to tables, rounded up to 5; a batch is one.</param>
/// <param name="BlobWrites">Of the program to containers.</param>
/// <param name="Objects">Sealed objects put.</param>
/// <param name="Transactions">On the chain.</param>
/// <param name="Kibibytes">Written to storage, with what the protocol puts around it, rounded up to 32.</param>
internal sealed record EnvelopeCounts(int Executions, int HubCalls, int TableCalls, int BlobWrites, int Objects, int Transactions, int Kibibytes)
{
    /// <summary>By the signing key: each object (p8e-sdk 5.4), each transaction, and the envelope once, however many records it has.</summary>
    internal int Signatures => Objects + Transactions + 1;
}
