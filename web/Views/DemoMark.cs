using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Views;

/// <summary>
/// Every document of a ledger that a demo was ever told into says that its data are synthetic, so that every screen can. It is told of by
/// what is kept with the ledger: who starts without the demo must not take its cases for real ones.
/// </summary>
internal sealed class DemoMark(bool demo, IGrainFactory grains)
{
    private const string Told = "told";

    private volatile bool isDemo = demo;

    public bool IsDemo => isDemo;

    private IKeptTextsGrain Kept => grains.GetGrain<IKeptTextsGrain>("story");

    /// <summary>Keeps that a story is told from now on.</summary>
    public Task KeepAsync() => Kept.Keep(Told, "true");

    /// <summary>Reads whether one ever was.</summary>
    public async Task ReadAsync() => isDemo |= await Kept.Get(Told) is not null;

    public View Mark(View view) => isDemo ? view with { Document = Mark(view.Document) } : view;

    /// <summary>The same of a document alone.</summary>
    public Document Mark(Document document) => isDemo ? document.Copy().With("demo", true) : document;
}
