using System.Diagnostics;
using ParentContext = System.Diagnostics.ActivityContext;

namespace P8e.Durable;

/// <summary>
/// Spans of workflows, source <see cref="SourceName"/>. A workflow keeps in its history the W3C trace parent under which it was started, so that whatever runs for it later, in whichever process, belongs
/// to that trace. One that was started while nobody listened has none, and no spans. A caller's <c>tracestate</c> is not kept: it is text of somebody else's.
/// </summary>
public static class WorkflowTrace
{
    /// <summary>Name of the <see cref="ActivitySource"/>, and of the meter of this room.</summary>
    public const string SourceName = "P8e.Durable";

    /// <summary>Attribute: a workflow's instance id.</summary>
    public const string InstanceAttribute = "p8e.workflow.id";

    internal const string NameAttribute = "p8e.workflow.name";
    internal const string StateAttribute = "p8e.workflow.state";
    internal const string ActivityAttribute = "p8e.activity.name";
    internal const string ErrorAttribute = "error.type";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The trace parent to keep for what is started now, as <c>00-…-…-01</c>; null when nobody listens or nothing is traced.</summary>
    public static string? Current => Source.HasListeners() && Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    /// <summary>The span of starting a workflow; while it is open, <see cref="Current"/> is what the workflow is to keep. Null when nobody listens.</summary>
    /// <param name="orchestrator">The workflow's registered name.</param>
    /// <param name="instanceId">Its id.</param>
    public static Activity? Start(string orchestrator, string instanceId)
    {
        var span = Source.StartActivity($"start {orchestrator}", ActivityKind.Producer);
        return span?.SetTag(NameAttribute, orchestrator).SetTag(InstanceAttribute, instanceId);
    }

    /// <summary>The span of one run of an activity.</summary>
    internal static Activity? Run(string activity, string instanceId, string? parent)
    {
        if (!Source.HasListeners() || !ParentContext.TryParse(parent, null, isRemote: true, out var context))
        {
            return null;
        }

        var span = Source.StartActivity(activity, ActivityKind.Consumer, context);
        return span?.SetTag(ActivityAttribute, activity).SetTag(InstanceAttribute, instanceId);
    }

    /// <summary>The span of a whole workflow, made when it has ended: it has no process of its own that could hold one open.</summary>
    internal static void End(string orchestrator, string instanceId, string? parent, DateTimeOffset started, string state, string? error)
    {
        if (!Source.HasListeners() || !ParentContext.TryParse(parent, null, isRemote: true, out var context))
        {
            return;
        }

        using var span = Source.StartActivity($"workflow {orchestrator}", ActivityKind.Internal, context, startTime: started);
        span?.SetTag(NameAttribute, orchestrator).SetTag(InstanceAttribute, instanceId).SetTag(StateAttribute, state);
        Fail(span, error);
    }

    /// <summary>Marks a span as failed: with a code, never with a message, which may quote what somebody sent.</summary>
    internal static void Fail(Activity? span, string? error)
    {
        if (span is not null && error is not null)
        {
            span.SetTag(ErrorAttribute, error).SetStatus(ActivityStatusCode.Error);
        }
    }
}
