namespace P8e.Functions.Chain;

/// <summary>Whom this deployment acts for. Section <c>Affiliate</c>.</summary>
internal sealed class AffiliateSettings
{
    internal const string Section = "Affiliate";

    /// <summary>File of the signing key, made by <c>p8e keys new</c> and readable by its owner only; none by default. Needed where there is a chain.</summary>
    public string? SigningKeyFile { get; set; }
}
