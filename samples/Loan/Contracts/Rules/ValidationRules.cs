using P8e.LoanContracts.Values;
using Tech.Figure.Validation.V1Beta2;

namespace P8e.LoanContracts.Rules;

/// <summary>Validation by a third party: iterations of a request and its results.</summary>
internal static class ValidationRules
{
    public static void Check(Violations violations, LoanValidation validation, DateTimeOffset now)
    {
        violations.Require(validation.Iteration.Count > 0, "Must supply at least one validation iteration");
        violations.RequireUnique(validation.Iteration.Select(iteration => (iteration.Request?.RequestId).Text()), "Request ID");
        violations.CheckEach(validation.Iteration, (found, iteration) =>
        {
            CheckRequest(found, iteration.Request, now);
            CheckResults(found, iteration.Results, now);
        });
    }

    private static void CheckRequest(Violations violations, ValidationRequest? request, DateTimeOffset now)
    {
        if (!request.IsSet())
        {
            violations.Add("Request is not set");
            return;
        }

        violations.Require(request.RequestId.IsValid(), "Request must have valid ID");
        violations.Require(!request.EffectiveTime.IsFuture(now), "Request must have valid effective time");
        violations.Require(!request.ValidatorName.IsBlank(), "Request is missing validator name");
        violations.Require(!request.RequesterName.IsBlank(), "Request is missing requester name");
    }

    private static void CheckResults(Violations violations, ValidationResultsMetadata? results, DateTimeOffset now)
    {
        if (!results.IsSet())
        {
            violations.Add("Results are not set");
            return;
        }

        violations.Require(results.Id.IsValid(), "Results must have valid ID");
        violations.Require(!results.EffectiveTime.IsFuture(now), "Results must have valid effective time");
        violations.Require(!results.Uri.IsBlank(), "Results are missing a URI");
        ChecksumRules.Check(violations, results.Checksum, "Results");
    }
}
