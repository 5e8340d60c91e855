namespace P8e.Cli.Api;

/// <summary>Makes a call again that may be made twice, while what is wrong may pass.</summary>
/// <param name="clock">Measures the pauses.</param>
/// <param name="tell">Hears of every repeat.</param>
internal sealed class Repeat(TimeProvider clock, Action<string> tell)
{
    internal const int TriesMax = 5;

    /// <summary>Between the first two tries; doubled from then on, 7.5 s in all.</summary>
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>The first answer that is one.</summary>
    /// <exception cref="ApiException">What the last try said, or the first that cannot pass.</exception>
    internal async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var tried = 1; ; tried++, pause *= 2)
        {
            try
            {
                return await call();
            }
            catch (ApiException error) when (error.IsPassing && tried < TriesMax)
            {
                tell($"{error.Code}: asking again in {pause.TotalSeconds:0.0} s");
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }
}
