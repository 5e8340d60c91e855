using P8e.Durable;

namespace P8e.Ports.Durable;

/// <summary>An activity written in place.</summary>
public sealed class LambdaActivity<TInput, TOutput>(Func<ActivityContext, TInput, CancellationToken, Task<TOutput>> run) : IActivity<TInput, TOutput>
{
    /// <inheritdoc/>
    public Task<TOutput> RunAsync(ActivityContext context, TInput input, CancellationToken cancellationToken) => run(context, input, cancellationToken);
}
