namespace P8e.ObjectStore.Sweeping;

/// <summary>What a sweep found and did.</summary>
/// <param name="BlobsSeen">Committed blobs that were looked at.</param>
/// <param name="BlobsRemoved">Blobs that no row names, older than the grace.</param>
/// <param name="ReadersRemoved">Reader rows whose object never came, older than the grace.</param>
/// <param name="ForeignBlobs">Blobs in the container that nobody of ours made; they are never touched.</param>
public sealed record SweepReport(int BlobsSeen, int BlobsRemoved, int ReadersRemoved, int ForeignBlobs);
