using Google.Protobuf.WellKnownTypes;
using P8e.LoanContracts.Values;
using Tech.Figure.Util.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>Which times a status asks for; for a funding and for each of its disbursements.</summary>
internal sealed class ProgressRules(string subject, params string[] completedStatuses)
{
    private readonly string _lowerCase = char.ToLowerInvariant(subject[0]) + subject[1..];

    public void Check(Violations violations, Status status, Timestamp? started, Timestamp? completed, DateTimeOffset now)
    {
        violations.Require(!status.EffectiveTime.IsFuture(now), $"{subject} status must have valid effective time");
        if (completedStatuses.Contains(status.Status_))
        {
            CheckCompleted(violations, started, completed, now);
        }
        else if (status.Status_ == "CANCELLED")
        {
            violations.Require(!completed.IsFuture(now), $"Cancelled {_lowerCase}'s end time must be valid");
        }
        else if (status.Status_ != "UNFUNDED")
        {
            violations.Require(!started.IsFuture(now), $"{subject} start time must be valid");
        }
    }

    private void CheckCompleted(Violations violations, Timestamp? started, Timestamp? completed, DateTimeOffset now)
    {
        violations.Require(started.IsPast(now), $"Completed {_lowerCase}'s start time must be valid");
        violations.Require(completed.IsPast(now), $"Completed {_lowerCase}'s end time must be valid");
        if (started.IsPast(now) && completed.IsPast(now))
        {
            violations.Require(started.CompareTo(completed) <= 0, $"{subject} end time must be after start time");
        }
    }
}
