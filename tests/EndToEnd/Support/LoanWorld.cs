namespace P8e.EndToEnd.Tests.Support;

/// <summary>A <see cref="World"/> in which the package of samples/Loan is published. Programs on the same hub find it again.</summary>
public sealed class LoanWorld : IAsyncLifetime
{
    internal World World { get; } = new();

    internal RunningChain Chain => World.Chain;

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        await World.InitializeAsync();
        await using var program = await StartAsync("publishing", token);
        var published = await CommandLine.RunAsync(
            program.Address, token, "contract", "publish", "--contracts", LoanRequest.Contracts, "--records", LoanRequest.Records, "--json");
        Assert.True(published.ExitCode == 0, published.Errors + program.Output);
    }

    /// <summary>Starts a program that runs the contract.</summary>
    internal Task<RunningProgram> StartAsync(string hub, CancellationToken cancellationToken) => RunningProgram.StartAsync(World, hub, cancellationToken, LoanRequest.Trusting);

    /// <summary>The transactions that write a scope: the ones that memorialise an execution.</summary>
    internal async Task<IReadOnlyList<ChainTransaction>> ReadMemorialisingAsync(string scope, CancellationToken cancellationToken) =>
        [.. (await Chain.ReadTransactionsAsync(cancellationToken)).Where(transaction => transaction.Messages.Any(message => LoanRequest.Writes(message, scope)))];

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
