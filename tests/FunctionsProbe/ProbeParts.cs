using System.Diagnostics;
using P8e.Durable;
using P8e.Functions;
using P8e.Ports.Durable;

namespace P8e.FunctionsProbe;

/// <summary>
/// Orchestrators and activities that kill their process once. What has happened is kept in files of the folder <c>P8E_PROBE_FOLDER</c>, because nothing else outlives the process.
/// </summary>
internal static class ProbeParts
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("P8E_PROBE_FOLDER") ?? throw new InvalidOperationException("P8E_PROBE_FOLDER is missing.");

    internal static Composition Composition => new((_, _) => new InMemoryHubStore(), Compose);

    private static ProgramParts Compose(CompositionContext context)
    {
        var parts = Composition.Product.Compose(context);
        parts.Orchestrators
            .Add("CallDying.v1", () => new LambdaOrchestrator<string?, string>((context, _) => context.CallActivityAsync<string>(
                "dieOnce", null, new ActivityOptions { Retry = new RetryPolicy(3, TimeSpan.FromSeconds(1)) })))
            .Add("DieDeciding.v1", () => new LambdaOrchestrator<string?, string>(async (context, _) =>
            {
                var said = await context.CallActivityAsync<string>("say");
                DieOnce("deciding");
                return said;
            }));
        parts.Activities
            .Add("say", new LambdaActivity<string?, string>((_, _, _) => Task.FromResult("said")))
            .Add("dieOnce", new LambdaActivity<string?, string>((_, _, _) =>
            {
                DieOnce("activity");
                return Task.FromResult("survived");
            }));
        parts.SetUp.Add(SetUpAsync);
        return parts;
    }

    /// <summary>Waits while the file <c>hold</c> is there; fails when it says so.</summary>
    private static async Task SetUpAsync(CancellationToken cancellationToken)
    {
        var hold = Path.Combine(Folder, "hold");
        while (File.Exists(hold))
        {
            if (await File.ReadAllTextAsync(hold, cancellationToken) == "fail")
            {
                throw new IOException("The set-up was told to fail.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        }
    }

    private static void DieOnce(string what)
    {
        var marker = Path.Combine(Folder, what);
        if (!File.Exists(marker))
        {
            File.WriteAllText(marker, "");
            Process.GetCurrentProcess().Kill();
        }
    }
}
