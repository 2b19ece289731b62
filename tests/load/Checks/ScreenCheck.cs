using System.Text.Json.Nodes;
using Dashboard.Load.Drive;

namespace Dashboard.Load.Checks;

/// <summary>Compares what screens have come to hold with what the product answers.</summary>
internal static class ScreenCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Every watcher, and the witness where there is one, must come to the version that GET answers.</summary>
    /// <returns>What is not so, and what GET answered when they met.</returns>
    public static async Task<(List<string> Faults, JsonObject Met)> MeetAsync(HttpClient http, Crowd crowd, Witness? witness = null)
    {
        for (var attempt = 0; ; attempt++)
        {
            var document = await ViewCheck.GetAsync(http, crowd.View) ?? [];
            var version = document["version"]!.GetValue<long>();
            if (!await crowd.ReachAsync(version, Limit))
            {
                return ([$"{crowd.Watchers.Count(watcher => watcher.Held < version)} watchers never came to version {version}"], document);
            }

            if (crowd.Watchers.All(watcher => watcher.Held == version) && (witness is null || witness.Version == version))
            {
                return witness is null || witness.DocumentDigest() == Digest.Of(document) ? ([], document)
                    : (["The SignalR client's document is not the document GET answers"], document);
            }

            if (attempt == 200)
            {
                return (["The watchers and GET never met at one version"], document);
            }

            await Task.Delay(50); // the view went on in the meantime
        }
    }

    /// <summary>
    /// Every frame must lead to the document whose digest it names, and every watcher must come to hold exactly what GET answers.
    /// </summary>
    /// <returns>What is not so.</returns>
    public static async Task<List<string>> ProveAsync(HttpClient http, Crowd crowd)
    {
        var (faults, met) = await MeetAsync(http, crowd);
        var (documents, broken) = crowd.Book.Play(static (_, _) => { });
        faults.AddRange(broken.Take(5));
        if (faults.Count == 0 && documents.GetValueOrDefault(met["version"]!.GetValue<long>()) != Digest.Of(met))
        {
            faults.Add("The watchers' document is not the document GET answers");
        }

        return faults;
    }
}
