using System.Runtime.ExceptionServices;
using P8e.Protocol.Errors;

namespace P8e.Functions.Affiliates;

/// <summary>Work of a timer for each affiliate: one whose rows or keys are in trouble does not keep it from the others.</summary>
internal static class EachAffiliate
{
    /// <summary>Runs it for each, then throws the first trouble.</summary>
    internal static async Task RunAsync<T>(IEnumerable<T> affiliates, Func<T, Task> work)
    {
        P8eException? trouble = null;
        foreach (var affiliate in affiliates)
        {
            try
            {
                await work(affiliate);
            }
            catch (P8eException error)
            {
                trouble ??= error;
            }
        }

        if (trouble is not null)
        {
            ExceptionDispatchInfo.Throw(trouble);
        }
    }
}
