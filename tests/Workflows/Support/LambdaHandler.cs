using P8e.Chain.Following;

namespace P8e.Workflows.Tests.Support;

/// <summary>Notes its calls and ends each as the test says.</summary>
internal sealed class LambdaHandler(string name, List<string> calls, Task end) : IBlockHandler
{
    public Task HandleAsync(IReadOnlyList<FollowedBlock> blocks, CancellationToken cancellationToken)
    {
        calls.Add($"{name} {string.Join(',', blocks.Select(block => block.Header.Height))}");
        return end;
    }
}
