using P8e.LoanContracts.Values;
using Tech.Figure.Servicing.V1Beta1;

namespace P8e.LoanContracts.Rules;

/// <summary>
/// States of the loan at points in time. Checksum, id and effective time each name one state, in the input and in the scope.
/// </summary>
internal static class LoanStateRules
{
    public static void Check(
        Violations violations, IEnumerable<LoanStateMetadata> states, IReadOnlyCollection<LoanStateMetadata> existing, DateTimeOffset now)
    {
        var checksums = new Uniqueness("checksum", existing.Select(state => state.Checksum.Text()));
        var ids = new Uniqueness("ID", existing.Select(state => state.Id.Text()));
        var times = new Uniqueness("effective time", existing.Select(state => Times.ToJavaText(state.EffectiveTime)));
        foreach (var state in states)
        {
            CheckFields(violations, state, now);
            checksums.Require(violations, state.Checksum.Text());
            ids.Require(violations, state.Id.Text());
            times.Require(violations, Times.ToJavaText(state.EffectiveTime));
        }
    }

    private static void CheckFields(Violations violations, LoanStateMetadata state, DateTimeOffset now)
    {
        var name = state.Id.IsSet() ? $"Loan state with ID {state.Id.Value}" : "Loan state";
        violations.Require(state.Id.IsValid(), "Loan state must have valid ID");
        violations.Require(state.EffectiveTime.IsPast(now), $"{name} must have valid effective time");
        violations.Require(!state.Uri.IsBlank(), $"{name} is missing URI");
        ChecksumRules.Check(violations, state.Checksum, name);
    }

    /// <summary>One of the three names of a state; states without it are left to other rules.</summary>
    private sealed class Uniqueness(string what, IEnumerable<string> existing)
    {
        private readonly HashSet<string> _existing = new(existing.Where(value => !value.IsBlank()), StringComparer.Ordinal);
        private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public void Require(Violations violations, string value)
        {
            if (_existing.Contains(value))
            {
                violations.Add($"Loan state with {what} {value} already exists");
            }
            else if (!value.IsBlank() && !_seen.Add(value))
            {
                violations.Add($"Loan state with {what} {value} is provided more than once in input");
            }
        }
    }
}
