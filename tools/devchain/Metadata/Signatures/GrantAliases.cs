namespace P8e.Devchain.Metadata.Signatures;

/// <summary>Under which messages' grants a message may also be signed for (provenance-chain 3.4, aliases).</summary>
internal static class GrantAliases
{
    private const string Prefix = "/provenance.metadata.v1.Msg";

    internal static IEnumerable<string> Of(string typeUrl)
    {
        var alias = typeUrl[Prefix.Length..^"Request".Length] switch
        {
            "AddScopeDataAccess" or "DeleteScopeDataAccess" or "AddScopeOwner" or "DeleteScopeOwner" => "WriteScope",
            "WriteRecord" => "WriteSession",
            "AddContractSpecToScopeSpec" or "DeleteContractSpecFromScopeSpec" => "WriteScopeSpecification",
            "WriteRecordSpecification" => "WriteContractSpecification",
            "DeleteRecordSpecification" => "DeleteContractSpecification",
            _ => null,
        };
        return alias is null ? [typeUrl] : [typeUrl, $"{Prefix}{alias}Request"];
    }
}
