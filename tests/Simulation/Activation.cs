using System.Reflection;
using Dashboard.Grains.Sums;
using Dashboard.Grains.Teams;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Core;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Timers;

namespace Dashboard.Tests.Simulation;

/// <summary>A grain by its kind and key: <c>team</c> and <c>T01</c>.</summary>
internal readonly record struct GrainKey(string Kind, string Key);

/// <summary>
/// One activation of one of the product's grains, without Orleans: what the grain asks of its runtime is done here, as Orleans does it,
/// in the story's own time. Calls interleave, as the grains allow it; when it is to leave it waits for those under way.
/// </summary>
internal sealed class Activation : IGrainContext, IGrainRuntime, ITimerRegistry, IServiceProvider, IGrainReferenceRuntime
{
    /// <summary>So long it waits for its calls before it leaves, as Orleans does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly MethodInfo SetContext = typeof(Grain).Assembly.GetType("Orleans.Runtime.RuntimeContext", throwOnError: true)!
        .GetMethod("SetExecutionContext", BindingFlags.Static | BindingFlags.NonPublic)!;

    private readonly Cluster cluster;
    private readonly GrainKey key;
    private readonly List<GrainTimer> timers = [];
    private readonly TaskCompletionSource gone = new();
    private Grain? grain;
    private int calls;
    private bool isLeaving, isLeft;

    public Activation(Cluster cluster, Silo silo, GrainKey key)
    {
        (this.cluster, Silo, this.key) = (cluster, silo, key);
        Lane = silo.NewLane();
        GrainFactory = new SimulatedGrains(cluster, null);
        GrainReference = new Reference(new(GrainId.Type, default, 0, this, InvokeMethodOptions.None, null!, null!, this), GrainId.Key);
        Started = Lane.Begin(StartAsync);
    }

    /// <summary>Where it is.</summary>
    public Silo Silo { get; }

    /// <summary>Its turns.</summary>
    public Lane Lane { get; }

    /// <summary>Completes when it takes calls; fails when it could not be started.</summary>
    public Task Started { get; }

    /// <summary>It takes no more calls.</summary>
    public bool IsLeaving => isLeaving;

    /// <inheritdoc/>
    public Task Deactivated => gone.Task;

    /// <inheritdoc/>
    public GrainId GrainId => GrainId.Create(key.Kind, key.Key);

    /// <inheritdoc/>
    public GrainReference GrainReference { get; }

    /// <inheritdoc/>
    public IServiceProvider ActivationServices => this;

    /// <inheritdoc cref="IGrainRuntime.GrainFactory"/>
    public IGrainFactory GrainFactory { get; }

    /// <inheritdoc/>
    public ITimerRegistry TimerRegistry => this;

    /// <inheritdoc/>
    public object? GrainInstance => grain;

    /// <summary>Has the grain called in its turns.</summary>
    public Task<T> CallAsync<T>(Func<Grain, Task<T>> call) => Lane.Begin(async () =>
    {
        calls++;
        try
        {
            return await call(grain!);
        }
        finally
        {
            if (--calls == 0 && isLeaving)
            {
                _ = LeaveAsync();
            }
        }
    });

    /// <inheritdoc/>
    public void DeactivateOnIdle(IGrainContext grainContext)
    {
        if (!isLeaving)
        {
            isLeaving = true;
            _ = Lane.Begin(async () =>
            {
                if (calls > 0)
                {
                    await Task.Delay(Patience, Silo.Clock);
                }

                await LeaveAsync();
            });
        }
    }

    /// <inheritdoc/>
    public IGrainTimer RegisterGrainTimer<TState>(
        IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, () => callback(state, CancellationToken.None));
        timers.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    /// <inheritdoc/>
    public object Cast(IAddressable grain, Type interfaceType) => new SimulatedGrains(cluster, null).Of(interfaceType, key.Key);

    /// <inheritdoc/>
    public object? GetService(Type serviceType) => serviceType == typeof(IGrainRuntime) ? this : null;

    /// <inheritdoc/>
    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    private async Task StartAsync()
    {
        try
        {
            var snapshot = cluster.Snapshots.Of(key.Key, Silo.Clock);
            if (key.Kind == "team")
            {
                await snapshot.ReadStateAsync();
            }

            // A grain finds its context where Orleans puts it for its constructor.
            object?[] given = [this, null];
            SetContext.Invoke(null, given);
            try
            {
                grain = Make(snapshot);
            }
            finally
            {
                SetContext.Invoke(null, [given[1], null]);
            }

            await grain.OnActivateAsync(CancellationToken.None);
        }
        catch
        {
            End();
            throw;
        }
    }

    private Grain Make(IPersistentState<TeamSnapshot> snapshot) => key.Kind switch
    {
        "team" => new TeamGrain(snapshot, Silo.Ledger, Silo.Writer, Silo.Roster, Silo.Quality, Silo.Warm, Silo.Turns, Silo.Marks,
            Silo.Clock, NullLogger<TeamGrain>.Instance),
        "jurisdiction" => new JurisdictionGrain(Silo.Roster, Silo.Quality, Silo.Marks, Silo.Clock, Cluster.Options, Silo.Ledger,
            NullLogger<JurisdictionGrain>.Instance),
        "item" => new ItemGrain(Silo.Roster, Silo.Quality, Silo.Marks, Silo.Clock, Cluster.Options, NullLogger<ItemGrain>.Instance),
        _ => throw new NotSupportedException($"No {key.Kind} is in the story."),
    };

    private async Task LeaveAsync()
    {
        if (!isLeft)
        {
            isLeft = true;
            try
            {
                await grain!.OnDeactivateAsync(new(DeactivationReasonCode.ApplicationRequested, "The story wants it."), default);
            }
            finally
            {
                End();
            }
        }
    }

    private void End()
    {
        isLeaving = true;
        timers.ForEach(static timer => timer.Dispose());
        cluster.Forget(key, this);
        gone.TrySetResult();
    }

    /// <inheritdoc/>
    public string SiloIdentity => "simulated";

    /// <inheritdoc/>
    public SiloAddress SiloAddress => throw Unasked();

    /// <inheritdoc cref="IGrainRuntime.ServiceProvider"/>
    public IServiceProvider ServiceProvider => this;

    /// <inheritdoc/>
    public ActivationId ActivationId => throw Unasked();

    /// <inheritdoc/>
    public GrainAddress Address => throw Unasked();

    /// <inheritdoc/>
    public IGrainLifecycle ObservableLifecycle => throw Unasked();

    /// <inheritdoc/>
    public IWorkItemScheduler Scheduler => throw Unasked();

    /// <inheritdoc/>
    public object? GetTarget() => grain;

    /// <inheritdoc/>
    public object? GetComponent(Type componentType) => null;

    /// <inheritdoc/>
    public void SetComponent<TComponent>(TComponent? value)
        where TComponent : class => throw Unasked();

    /// <inheritdoc/>
    public void ReceiveMessage(object message) => throw Unasked();

    /// <inheritdoc/>
    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw Unasked();

    /// <inheritdoc/>
    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) => throw Unasked();

    /// <inheritdoc/>
    public void Rehydrate(IRehydrationContext context) => throw Unasked();

    /// <inheritdoc/>
    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw Unasked();

    /// <summary>Nothing: here none is let go for being idle.</summary>
    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan)
    {
    }

    /// <inheritdoc/>
    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext) => throw Unasked();

    /// <inheritdoc/>
    public IDisposable RegisterTimer(
        IGrainContext grainContext, Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period) => throw Unasked();

    /// <inheritdoc/>
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options) => throw Unasked();

    /// <inheritdoc/>
    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options) => throw Unasked();

    /// <inheritdoc/>
    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) => throw Unasked();

    private static NotSupportedException Unasked() => new("The product's grains ask nothing of the kind.");

    private sealed class Reference(GrainReferenceShared shared, IdSpan key) : GrainReference(shared, key);

    /// <summary>
    /// A timer as Orleans has it: the next ring is set when the last was answered, and what is changed meanwhile holds from then on.
    /// </summary>
    private sealed class GrainTimer : IGrainTimer
    {
        private readonly Activation activation;
        private readonly Func<Task> tick;
        private readonly ITimer alarm;
        private TimeSpan due, period;
        private bool isChanged, isRinging, isDisposed;

        public GrainTimer(Activation activation, Func<Task> tick)
        {
            (this.activation, this.tick) = (activation, tick);
            alarm = activation.Silo.Clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Change(TimeSpan dueTime, TimeSpan period)
        {
            (due, this.period, isChanged) = (dueTime, period, true);
            if (!isRinging && !isDisposed)
            {
                alarm.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }

        public void Dispose()
        {
            isDisposed = true;
            alarm.Dispose();
        }

        private void Ring()
        {
            if (!(activation.cluster.Mutant == Mutant.OversleepsTurns && period == Timeout.InfiniteTimeSpan))
            {
                isRinging = true;
                _ = activation.Lane.Begin(TickAsync);
            }
        }

        private async Task TickAsync()
        {
            isChanged = false;
            try
            {
                await (isDisposed ? Task.CompletedTask : tick());
            }
            catch (Exception)
            {
                // Orleans says so in the log, and rings again.
            }

            isRinging = false;
            if (!isDisposed)
            {
                alarm.Change(isChanged ? due : period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
