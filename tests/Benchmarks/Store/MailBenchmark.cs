using System.Diagnostics;
using System.Globalization;
using P8e.Benchmarks.Report;
using P8e.Cryptography;
using P8e.Cryptography.Keys;
using P8e.Cryptography.Signatures;
using P8e.ObjectStore;
using P8e.ObjectStore.Mail;
using P8e.ObjectStore.Remote;
using P8e.ObjectStore.Sealing;

namespace P8e.Benchmarks.Store;

/// <summary>B8: mail from its deposit to its acknowledgement by a receiver that polls over gRPC every second, as p8e does; and what polls of an empty mailbox cost.</summary>
internal sealed class MailBenchmark : IBenchmark
{
    private const int Mails = 40;
    private const int QuickMails = 10;
    private const int IdlePolls = 60;
    private const int ContentBytes = 1024;
    private const int MailsAtOnce = 100;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(1000);

    /// <summary>No divisor of the poll's period: deposits meet all phases of it.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(190);

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public string Name => "B8";

    public async Task<BenchmarkResult> RunAsync(Bench bench)
    {
        await using var server = await StoreProcess.StartAsync("counted");
        using var connection = new RemoteConnection(new RemoteStoreOptions { Name = "bench", Address = server.Address.ToString() }, TimeProvider.System);
        using var sender = PrivateKey.Generate(new SystemRandomSource());
        using var receiver = PrivateKey.Generate(new SystemRandomSource());
        var mailbox = new RemoteMailbox(connection);
        _ = await HandleAsync(mailbox, receiver.PublicKey);
        var idle = await server.UsageAsync();
        for (var poll = 0; poll < IdlePolls; poll++)
        {
            _ = await HandleAsync(mailbox, receiver.PublicKey);
        }

        var polled = await server.UsageAsync();
        var times = await DeliverAsync(connection, mailbox, sender, receiver, bench.IsQuick ? QuickMails : Mails);
        var delivered = await server.UsageAsync();
        var whole = times.Select(time => time.Whole).Order().ToArray();
        var own = times.Select(time => time.Own).Order().ToArray();
        return new BenchmarkResult(
            "B8: mail, polled over gRPC",
            [],
            [
                new Check(string.Create(Culture, $"deposit to acknowledgement with a poll each {Poll.TotalMilliseconds:0} ms, {whole.Length} mails: p50 {Middle(whole):0} ms, longest {whole[^1]:0} ms (the wait for the poll is half a period)"), null),
                new Check(string.Create(Culture, $"of that the store's and the wire's, from the poll to the acknowledgement: p50 {Middle(own):0.0} ms, longest {own[^1]:0.0} ms"), null),
                new Check(string.Create(Culture, $"an idle minute of one poller: {polled.StorageCalls - idle.StorageCalls} storage calls, {(polled.ProcessorMicroseconds - idle.ProcessorMicroseconds) / 1000.0:0} ms of processor time (≤ {IdlePolls}: one for each poll)"), polled.StorageCalls - idle.StorageCalls <= IdlePolls),
                new Check(string.Create(Culture, $"storage calls of a mail, deposit, delivery and acknowledgement, polls that found nothing included: {(double)(delivered.StorageCalls - polled.StorageCalls) / whole.Length:0.0}"), null),
            ]);
    }

    private static async Task<List<(double Whole, double Own)>> DeliverAsync(RemoteConnection connection, RemoteMailbox mailbox, PrivateKey sender, PrivateKey receiver, int mails)
    {
        var objects = new SealedObjects(new GrpcObjectStore(connection), new ObjectStoreOptions(), new SystemRandomSource(), TimeProvider.System);
        var sent = new Queue<long>();
        var depositing = Task.Run(async () =>
        {
            for (var number = 0; number < mails; number++)
            {
                await Task.Delay(Between, TimeProvider.System);
                var content = new byte[ContentBytes];
                content[0] = (byte)number;
                lock (sent)
                {
                    sent.Enqueue(Stopwatch.GetTimestamp());
                }

                await objects.PutAsync(content, new SealRequest
                {
                    Owner = sender.PublicKey,
                    Signer = new LocalSigner(sender),
                    Readers = [receiver.PublicKey],
                    Metadata = [new(MailTypes.MetadataKey, MailTypes.NameOf(MailType.FragmentRequest))],
                }, CancellationToken.None);
            }
        });
        var times = new List<(double, double)>();
        using var timer = new PeriodicTimer(Poll);
        while (times.Count < mails && await timer.WaitForNextTickAsync())
        {
            var poll = Stopwatch.GetTimestamp();
            foreach (var handled in await HandleAsync(mailbox, receiver.PublicKey))
            {
                lock (sent)
                {
                    times.Add((Stopwatch.GetElapsedTime(sent.Dequeue(), handled).TotalMilliseconds, Stopwatch.GetElapsedTime(poll, handled).TotalMilliseconds));
                }
            }
        }

        await depositing;
        return times;
    }

    /// <summary>Takes the mail that is there, in the order of arrival, and acknowledges it; when each was acknowledged.</summary>
    private static async Task<List<long>> HandleAsync(RemoteMailbox mailbox, PublicKey receiver)
    {
        var handled = new List<long>();
        await foreach (var mail in mailbox.GetAsync(receiver, MailsAtOnce, CancellationToken.None))
        {
            await mailbox.AcknowledgeAsync(mail.MailId, receiver, CancellationToken.None);
            handled.Add(Stopwatch.GetTimestamp());
        }

        return handled;
    }

    private static double Middle(double[] sorted) => sorted[sorted.Length / 2];
}
