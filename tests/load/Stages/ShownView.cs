using Dashboard.Grains.Contracts;
using Dashboard.Grains.Views;
using Dashboard.Load.Report;
using Dashboard.Web;
using Dashboard.Web.Screens;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Dashboard.Load.Stages;

/// <summary>One view as its screens hold it; each version becomes a patch and a frame, as the view's feed makes them.</summary>
internal sealed class ShownView(string name, IReadOnlyList<IHubProtocol> protocols)
{
    private readonly EarlierParts earlier = new();
    private readonly List<double> patchBytes = [];
    private long version;

    public string Name => name;

    /// <summary>The newest version.</summary>
    public Document Document { get; private set; } = new();

    /// <summary>The median patch since this was last asked, in bytes of JSON.</summary>
    public double TakePatchBytes()
    {
        var median = Figure.MedianOf(patchBytes);
        patchBytes.Clear();
        return median;
    }

    /// <summary>Shows the next version, stage by stage.</summary>
    public void Show(long next, DateTimeOffset now, StageMeter meter, Func<EarlierParts, Document> describe)
    {
        var (from, before) = (version, Document);
        var made = meter.Measure("document", () => earlier.Whole(describe(earlier)));
        (version, Document) = (next, meter.Measure("share with the last", () => Document.Share(before, made)));
        var patch = meter.Measure("patch", () => new EncodedDocument(Document.Patch(before, Document)));
        var digest = meter.Measure("digest", Document.Digest);
        patchBytes.Add(meter.Measure("patch as JSON", () => patch.Utf8.Length));
        var frame = new InvocationMessage(nameof(IDashboardClient.frame), [new Frame(name, next, from, now, now, null, patch, digest)]);
        foreach (var protocol in protocols)
        {
            meter.Measure($"frame, {protocol.Name}", () => protocol.GetMessageBytes(frame));
        }
    }
}
