using P8e.LoanContracts.Values;
using Tech.Figure.Servicing.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>Servicing data, which only grows: documents and monthly states of the loan.</summary>
internal static class ServicingDataRules
{
    public static void Check(Violations violations, ServicingData data, ServicingData? existing, DateTimeOffset now)
    {
        if (!data.IsSet())
        {
            violations.Add("Servicing data is not set");
            return;
        }

        DocumentRules.CheckList(violations, data.DocMeta, "Loan document");
        foreach (var document in data.DocMeta)
        {
            var checksum = document.Checksum.Text();
            if (!checksum.IsBlank() && existing?.DocMeta.FirstOrDefault(known => known.Checksum.Text() == checksum) is { } known)
            {
                DocumentRules.CheckUnchanged(violations, document, known);
            }
        }

        LoanStateRules.Check(violations, data.LoanState, existing?.LoanState ?? [], now);
    }

    /// <summary>What the scope has with the new data after it.</summary>
    public static ServicingData Append(ServicingData data, ServicingData? existing)
    {
        if (existing is null)
        {
            return data;
        }

        var appended = existing.Clone();
        appended.LoanId = data.LoanId ?? appended.LoanId;
        appended.AssetType = data.AssetType ?? appended.AssetType;
        appended.CurrentBorrowerInfo = data.CurrentBorrowerInfo ?? appended.CurrentBorrowerInfo;
        appended.OriginalNoteAmount = data.OriginalNoteAmount ?? appended.OriginalNoteAmount;
        appended.DocMeta.Add(data.DocMeta);
        appended.LoanState.Add(data.LoanState);
        return appended;
    }
}
