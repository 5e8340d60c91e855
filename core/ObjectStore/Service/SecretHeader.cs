using System.Security.Cryptography;
using System.Text;
using P8e.Grpc.Server;

namespace P8e.ObjectStore.Service;

/// <summary>Compares a header with what is known of it: its SHA-256. The first value counts (recorded: auth-odd-credentials).</summary>
internal static class SecretHeader
{
    /// <summary>Name of the header with which an operator shows itself.</summary>
    internal const string Operator = "x-p8e-operator-key";

    /// <summary>Name of the header with which a peer's store shows itself.</summary>
    internal const string Peer = "x-p8e-peer-key";

    internal static bool Matches(GrpcServerCall call, string name, IReadOnlyList<ReadOnlyMemory<byte>> hashes)
    {
        if (Find(call, name) is not { } value)
        {
            return false;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));
        var matches = false;
        foreach (var known in hashes)
        {
            matches |= CryptographicOperations.FixedTimeEquals(known.Span, hash);
        }

        return matches;
    }

    private static string? Find(GrpcServerCall call, string name)
    {
        foreach (var (key, value) in call.RequestHeaders)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }
}
