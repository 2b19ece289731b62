using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Views;

/// <summary>In demo mode every document says that its data are synthetic, so that every screen can.</summary>
internal sealed class DemoMark(bool demo)
{
    public bool IsDemo => demo;

    public View Mark(View view) => demo ? view with { Document = view.Document.Copy().With("demo", true) } : view;
}
