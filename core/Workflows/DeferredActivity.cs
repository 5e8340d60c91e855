using P8e.Durable;

namespace P8e.Workflows;

/// <summary>An activity whose services are found at every run: a program lists its activities before it has opened anything, and the instance says whose services they are.</summary>
internal sealed class DeferredActivity<TServices, TInput, TOutput>(
    Func<ActivityContext, CancellationToken, ValueTask<TServices>> find, Func<TServices, IActivity<TInput, TOutput>> create) : IActivity<TInput, TOutput>
{
    public async Task<TOutput> RunAsync(ActivityContext context, TInput input, CancellationToken cancellationToken)
    {
        var services = await find(context, cancellationToken).ConfigureAwait(false);
        return await create(services).RunAsync(context, input, cancellationToken).ConfigureAwait(false);
    }
}
