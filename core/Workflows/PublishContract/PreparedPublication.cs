namespace P8e.Workflows.PublishContract;

/// <summary>What <see cref="PreparePublicationActivity"/> answers.</summary>
/// <param name="Plan">Hash of the stored <see cref="PublicationPlan"/>, base64.</param>
/// <param name="Account">Who signs, bech32.</param>
/// <param name="Transactions">How many transactions the plan has.</param>
/// <param name="Contracts">How many contracts the package has.</param>
public sealed record PreparedPublication(string Plan, string Account, int Transactions, int Contracts);
