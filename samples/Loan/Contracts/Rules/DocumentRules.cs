using P8e.LoanContracts.Values;
using Tech.Figure.Loan.V1Beta1;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>Documents: where a file lies and which checksum it has.</summary>
internal static class DocumentRules
{
    public static void CheckLoanDocuments(Violations violations, LoanDocuments documents)
    {
        violations.Require(documents.Document.Count > 0, "Must supply at least one document");
        CheckList(violations, documents.Document, "Loan document");
    }

    /// <summary>A list in which no checksum occurs twice.</summary>
    public static void CheckList(Violations violations, IEnumerable<DocumentMetadata> documents, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            Check(violations, document);
            var checksum = document.Checksum.Text();
            violations.Require(
                checksum.IsBlank() || seen.Add(checksum), $"{what} with checksum {checksum} is provided more than once in input");
        }
    }

    public static void Check(Violations violations, DocumentMetadata? document)
    {
        if (document.IsSet())
        {
            CheckFields(violations, document, "Document", document.Id.IsSet() ? $"Document with ID {document.Id.Value}" : "Document");
        }
        else
        {
            violations.Add("Document is not set");
        }
    }

    /// <summary>The fields of a document under a name of its own, such as <c>eNote</c>.</summary>
    public static void CheckFields(Violations violations, DocumentMetadata document, string kind, string name)
    {
        violations.Require(document.Id.IsValid(), $"{kind} must have valid ID");
        violations.Require(!document.Uri.IsBlank(), $"{name} is missing URI");
        violations.Require(!document.ContentType.IsBlank(), $"{name} is missing content type");
        violations.Require(!document.DocumentType.IsBlank(), $"{name} is missing document type");
        violations.Require(!document.FileName.IsBlank(), $"{name} is missing file name");
        ChecksumRules.Check(violations, document.Checksum, name);
    }

    /// <summary>A file that the scope knows by its checksum keeps what it was; only its file name may change.</summary>
    public static void CheckUnchanged(Violations violations, DocumentMetadata document, DocumentMetadata existing)
    {
        RequireSame(violations, "checksum algorithm", existing, document.Checksum.Algorithm, existing.Checksum.Algorithm);
        RequireSame(violations, "ID", existing, document.Id.Text(), existing.Id.Text());
        RequireSame(violations, "URI", existing, document.Uri, existing.Uri);
        RequireSame(violations, "content type", existing, document.ContentType, existing.ContentType);
        RequireSame(violations, "document type", existing, document.DocumentType, existing.DocumentType);
    }

    private static void RequireSame(Violations violations, string what, DocumentMetadata existing, string value, string was) =>
        violations.Require(
            was.IsBlank() || value == was, $"Cannot change {what} of existing document with checksum {existing.Checksum.Text()}");
}
