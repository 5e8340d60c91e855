using P8e.Durable.Ports;

namespace P8e.Durable.Hub;

/// <summary>What all actors of a process share.</summary>
/// <param name="Store">Where instances are kept.</param>
/// <param name="Post">Messages and reminders.</param>
/// <param name="Delivery">Messages out of histories.</param>
/// <param name="Planner">Works out steps.</param>
/// <param name="Activities">Runs activities.</param>
/// <param name="ActivitySlots">How many of them at once.</param>
/// <param name="Begin">Begins work that nobody awaits; in production on the thread pool.</param>
/// <param name="Time">The clock.</param>
/// <param name="Grace">Age at which a reminder without a reason is a crash's.</param>
internal sealed record ActorPorts(
    IHubStore Store,
    HubPost Post,
    Delivery Delivery,
    StepPlanner Planner,
    ActivityRunner Activities,
    SemaphoreSlim ActivitySlots,
    Action<Func<Task>> Begin,
    TimeProvider Time,
    TimeSpan Grace);
