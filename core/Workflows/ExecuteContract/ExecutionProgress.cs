using P8e.Durable;
using P8e.Protocol.Identifiers;
using P8e.Workflows.SubmitMessages;

namespace P8e.Workflows.ExecuteContract;

/// <summary>What a run of the orchestrator knows so far, shown as the instance's custom status after every step.</summary>
internal sealed class ExecutionProgress
{
    private readonly OrchestrationContext _context;
    private readonly ExecuteContractInput _input;
    private readonly ExecutionTimeline _steps = new();
    private string? _transaction;
    private long _height;

    internal ExecutionProgress(OrchestrationContext context, ExecuteContractInput input)
    {
        _context = context;
        _input = input;
        Scope = input.Scope ?? context.NewGuid();
        Session = input.Session ?? context.NewGuid();
        _steps.Set(StepName.Submitted, StepState.Running, input.Submitted);
        _steps.Set(StepName.Forwarded, StepState.NotNeeded, input.Submitted);
        _steps.Set(StepName.Returned, StepState.NotNeeded, input.Submitted);
    }

    internal Guid Scope { get; }

    internal Guid Session { get; }

    internal string ScopeAddress => MetadataAddress.ForScope(Scope).ToString();

    internal string? Envelope { get; set; }

    /// <summary>What comes after cannot take it back.</summary>
    internal bool IsOnTheChain { get; private set; }

    internal void Begin(string step, params string[] done)
    {
        _steps.Done(_context.UtcNow, done);
        _steps.Set(step, StepState.Running, _context.UtcNow);
        Show();
    }

    internal void Committed(TransactionOutcome outcome)
    {
        _transaction = outcome.Hash;
        _height = outcome.Height;
        IsOnTheChain = outcome.ErrorCode is null;
        if (outcome is { ErrorCode: not null, Height: > 0 })
        {
            // It came into a block and was refused there.
            _steps.Done(_context.UtcNow, StepName.Memorialised);
            _steps.Set(StepName.Validated, StepState.Running, _context.UtcNow);
        }
    }

    internal ExecutionEnd Fail(string code)
    {
        var step = _steps.Current;
        _steps.Set(step, StepState.Failed, _context.UtcNow);
        Show();
        return End(step, code);
    }

    internal void Finish()
    {
        _steps.Done(_context.UtcNow, StepName.Acknowledged);
        Show();
    }

    internal ExecutionEnd End(string? failedStep, string? code) => new(_input.Submitted, _input.Contract, Scope, _transaction, _height, failedStep, code);

    private void Show() => _context.SetCustomStatus(new ExecutionStatus(_input.Contract, _input.Submitted, Scope, Session, _steps.Steps)
    {
        Envelope = Envelope,
        Transaction = _transaction,
        Height = _height,
    });
}
