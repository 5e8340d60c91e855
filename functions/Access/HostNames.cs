using Microsoft.AspNetCore.Http;
using P8e.Protocol.Errors;

namespace P8e.Functions.Access;

/// <summary>The names by which this program is called. Nothing is ever made of the name in a request; where they are set, a request for another's name is refused all the same: it went astray, or was led here.</summary>
/// <param name="list">Names with commas between them, without ports; empty for any.</param>
internal sealed class HostNames(string list)
{
    private readonly HashSet<string> _names = new(list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);

    /// <exception cref="P8eInputException"><see cref="ErrorCodes.RequestForeignHost"/>.</exception>
    internal void Check(HttpRequest request)
    {
        if (_names.Count > 0 && !_names.Contains(request.Host.Host))
        {
            throw new P8eInputException(ErrorCodes.RequestForeignHost, "Taking a request: its Host is none of this program's names (Host__Names). Call it by its own name.");
        }
    }
}
