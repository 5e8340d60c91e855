using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P8e.LoanContracts.Values;
using Tech.Figure.Asset.V1Beta1;
using Tech.Figure.Loan.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>
/// The asset and what its map <c>kv</c> holds: the loan under <c>loan</c>, sometimes a MISMO document under <c>mismoLoan</c>.
/// </summary>
internal static class AssetRules
{
    private const string LoanKey = "loan";
    private const string MismoKey = "mismoLoan";

    public static void Check(Violations violations, Asset asset, Asset? existing, DateTimeOffset now)
    {
        if (existing.IsSet())
        {
            CheckUpdate(violations, asset, existing);
        }
        else
        {
            CheckNew(violations, asset, now);
        }
    }

    private static void CheckNew(Violations violations, Asset asset, DateTimeOffset now)
    {
        violations.Require(asset.Id.IsValid(), "Asset must have valid ID");
        violations.Require(!asset.Type.IsBlank(), "Asset is missing type");
        if (UnpackLoan(violations, asset) is { } loan)
        {
            LoanRules.Check(violations, loan, now);
        }

        if (asset.Kv.TryGetValue(MismoKey, out var packed) && Unpack<MISMOLoanMetadata>(violations, packed, MismoKey) is { } mismo)
        {
            DocumentRules.Check(violations, mismo.Document);
        }
    }

    // What names the loan cannot change; everything else of it may, and is not checked again.
    private static void CheckUpdate(Violations violations, Asset asset, Asset existing)
    {
        violations.Require(asset.Id.IsSame(existing.Id), "Cannot change asset ID");
        violations.Require(asset.Type == existing.Type, "Cannot change asset type");
        var loan = UnpackLoan(violations, asset);
        if (!existing.Kv.TryGetValue(LoanKey, out var packed))
        {
            return;
        }

        var existingLoan = TryUnpack<Loan>(packed)
            ?? throw new UnexpectedContractStateException($"Could not unpack as class {Loan.Descriptor.FullName}");
        if (loan is not null)
        {
            violations.Require(loan.Id.IsSame(existingLoan.Id), "Cannot change loan ID");
            violations.Require(loan.OriginatorName == existingLoan.OriginatorName, "Cannot change loan originator name");
        }
    }

    private static Loan? UnpackLoan(Violations violations, Asset asset)
    {
        if (asset.Kv.TryGetValue(LoanKey, out var packed))
        {
            return Unpack<Loan>(violations, packed, LoanKey);
        }

        violations.Add($"\"{LoanKey}\" must be a key in the input asset");
        return null;
    }

    private static T? Unpack<T>(Violations violations, Any packed, string key)
        where T : class, IMessage<T>, new()
    {
        if (TryUnpack<T>(packed) is { } message)
        {
            return message;
        }

        var expected = new T().Descriptor.FullName;
        var known = (IMessage?)TryUnpack<Loan>(packed) ?? TryUnpack<MISMOLoanMetadata>(packed);
        violations.Add(known is null
            ? $"Could not unpack the input asset's \"{key}\" as class {expected}"
            : $"Expected input asset's \"{key}\" to be a class {expected} but was actually a class {known.Descriptor.FullName}");
        return null;
    }

    private static T? TryUnpack<T>(Any packed)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return packed.TryUnpack<T>(out var message) ? message : null;
        }
        catch (InvalidProtocolBufferException)
        {
            // The type is right, the bytes are not: no loan either.
            return null;
        }
    }
}
