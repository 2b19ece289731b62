using Dashboard.Grains.Contracts;
using Dashboard.Grains.Parts;
using Orleans.Runtime;

namespace Dashboard.Tests.Simulation;

/// <summary>References to grains and to web hosts: each call goes through the story's network. The grains are the product's own.</summary>
/// <param name="host">Whose objects references are made of; null for a grain, which makes none.</param>
internal sealed class SimulatedGrains(Cluster cluster, Process? host) : IGrainFactory
{
    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey => (TGrainInterface)Of(typeof(TGrainInterface), primaryKey);

    /// <summary>A reference of an interface to the grain with a key.</summary>
    public object Of(Type contract, string key) => contract.Name switch
    {
        nameof(ITeamGrain) or nameof(ITeamParts) => new TeamReference(cluster, new("team", key)),
        nameof(IJurisdictionGrain) or nameof(ISum) => new SumReference(cluster, new("jurisdiction", key)),
        nameof(IItemGrain) => new SumReference(cluster, new("item", key)),
        _ => throw new NotSupportedException($"No {contract.Name} is in the story."),
    };

    /// <inheritdoc/>
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver =>
        (TGrainObserverInterface)(object)new WatcherReference(cluster, host!, (IViewWatcher)obj);

    /// <inheritdoc/>
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver => throw Unasked();

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey => throw Unasked();

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey => throw Unasked();

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey => throw Unasked();

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey => throw Unasked();

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => throw Unasked();

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => throw Unasked();

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => throw Unasked();

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => throw Unasked();

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => throw Unasked();

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => throw Unasked();

    /// <inheritdoc/>
    public IAddressable GetGrain(GrainId grainId) => throw Unasked();

    /// <inheritdoc/>
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => throw Unasked();

    /// <inheritdoc/>
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw Unasked();

    /// <inheritdoc/>
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => throw Unasked();

    private static NotSupportedException Unasked() => new("Grains of the product have names.");

    // Private, so that Orleans takes none of them for a grain of its own.
    private sealed class TeamReference(Cluster cluster, GrainKey key) : ITeamGrain, ITeamParts
    {
        public Task<Outcome[]> Record(Posting posting) => cluster.CallAsync(key, grain => ((ITeamGrain)grain).Record(posting));

        public Task<View?> Get(string? period, bool isFull = false) =>
            cluster.CallAsync(key, grain => ((ITeamGrain)grain).Get(period, isFull));

        public Task<long?> Watch(IViewWatcher watcher) => cluster.CallAsync(key, grain => ((ITeamGrain)grain).Watch(watcher));

        public Task Unwatch(IViewWatcher watcher) => cluster.CallAsync(key, grain => ((ITeamGrain)grain).Unwatch(watcher));

        public Task<TeamPart?> Part(Share share, string? period) =>
            cluster.CallAsync(key, grain => ((ITeamParts)grain).Part(share, period));

        public Task<long> Subscribe(ISum sum, Share share) => cluster.CallAsync(key, grain => ((ITeamParts)grain).Subscribe(sum, share));

        public Task Affect(long sequence, DateTimeOffset at, byte[] delta) =>
            cluster.Tell(key, grain => ((ITeamParts)grain).Affect(sequence, at, delta));

        public Task HandOver() => cluster.CallAsync(key, grain => ((ITeamParts)grain).HandOver());

        public Task Refold() => cluster.Tell(key, grain => ((ITeamParts)grain).Refold());

        public Task<(long Sequence, byte[] Cells)> Proof() => cluster.CallAsync(key, grain => ((ITeamParts)grain).Proof());
    }

    private sealed record SumReference(Cluster Cluster, GrainKey Key) : IJurisdictionGrain, IItemGrain, ISum
    {
        public Task<View?> Get(string? period, bool isFull = false) =>
            Cluster.CallAsync(Key, grain => ((IViewGrain)grain).Get(period, isFull));

        public Task<long?> Watch(IViewWatcher watcher) => Cluster.CallAsync(Key, grain => ((IViewGrain)grain).Watch(watcher));

        public Task Unwatch(IViewWatcher watcher) => Cluster.CallAsync(Key, grain => ((IViewGrain)grain).Unwatch(watcher));

        public Task QuarantineChanged() => Cluster.Tell(Key, grain => ((IJurisdictionGrain)grain).QuarantineChanged());

        public Task<Document[]> SourceWarnings() => Cluster.CallAsync(Key, grain => ((IJurisdictionGrain)grain).SourceWarnings());

        public Task Take(TeamPart part) => Cluster.CallAsync(Key, grain => Cluster.TakeAsync((ISum)grain, part));
    }

    private sealed class WatcherReference(Cluster cluster, Process host, IViewWatcher watcher) : IViewWatcher
    {
        private readonly Lane lane = host.NewLane();

        public Task Show(View view) => cluster.ShowAsync(host, lane, () => watcher.Show(view));
    }
}
