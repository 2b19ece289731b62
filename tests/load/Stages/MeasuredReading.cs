using System.Reflection;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;

namespace Dashboard.Load.Stages;

/// <summary>A ledger that has measured what a fold recalls from it; everything else it passes on.</summary>
#pragma warning disable CA1852 // The proxy is made at run time, as a subtype.
internal class MeasuredReading : DispatchProxy
#pragma warning restore CA1852
{
    private ILedger ledger = null!;
    private StageMeter meter = null!;

    public static ILedger Of(ILedger ledger, StageMeter meter)
    {
        var measured = Create<ILedger, MeasuredReading>();
        (((MeasuredReading)(object)measured).ledger, ((MeasuredReading)(object)measured).meter) = (ledger, meter);
        return measured;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod!.Name == nameof(ILedger.RecallAsync)
            ? meter.MeasureAsync("recall", () => ledger.RecallAsync((IReadOnlyCollection<SubjectKey>)args![0]!, CancellationToken.None))
            : targetMethod.Invoke(ledger, args);
}
