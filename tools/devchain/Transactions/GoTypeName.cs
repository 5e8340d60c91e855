using Google.Protobuf.Reflection;

namespace P8e.Devchain.Transactions;

/// <summary>A message's name as Go prints its type, which some error texts hold: package of the module's code, then the message.</summary>
internal static class GoTypeName
{
    internal static string Of(MessageDescriptor type)
    {
        var package = type.File.Package switch
        {
            "cosmos.tx.v1beta1" => "tx",
            "cosmos.tx.signing.v1beta1" => "signing",
            "cosmos.authz.v1beta1" => "authz",
            "cosmos.crypto.secp256k1" => "secp256k1",
            _ => "types",
        };
        var name = type.Name;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = $"{outer.Name}_{name}";
        }

        return $"*{package}.{name}";
    }
}
