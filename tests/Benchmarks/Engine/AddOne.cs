using P8e.Durable;

namespace P8e.Benchmarks.Engine;

/// <summary>The least that an activity can do, so that what is measured is the engine.</summary>
internal sealed class AddOne : IActivity<int, int>
{
    public Task<int> RunAsync(ActivityContext context, int input, CancellationToken cancellationToken) => AddAsync(input);

    internal static Task<int> AddAsync(int input) => Task.FromResult(input + 1);
}
