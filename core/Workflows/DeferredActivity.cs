using P8e.Durable;

namespace P8e.Workflows;

/// <summary>An activity whose services are made when it first runs: a program lists its activities before it has opened anything.</summary>
internal sealed class DeferredActivity<TInput, TOutput>(Func<IActivity<TInput, TOutput>> create) : IActivity<TInput, TOutput>
{
    public Task<TOutput> RunAsync(ActivityContext context, TInput input, CancellationToken cancellationToken) => create().RunAsync(context, input, cancellationToken);
}
