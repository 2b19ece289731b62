using Dashboard.Web.Import.Suggestion;

namespace Dashboard.Web.Import;

/// <summary>Says by what names the registered teams and items are known.</summary>
internal interface INameSource
{
    ValueTask<KnownNames> TeamsAsync();

    ValueTask<KnownNames> ItemsAsync();
}
