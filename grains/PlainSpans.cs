using System.Diagnostics;
using OpenTelemetry;

namespace Dashboard.Grains;

/// <summary>
/// What leaves the house with a span: its name, its times, and the attributes that are listed here. Ids, addresses, texts of statements
/// and of errors stay, since any of them may name a person.
/// </summary>
internal sealed class PlainSpans : BaseProcessor<Activity>
{
    private static readonly HashSet<string> Listed =
    [
        "http.request.method", "http.response.status_code", "http.route", "error.type", "url.scheme", "network.protocol.version",
        "rpc.system.name", "rpc.method", "orleans.rpc.service", "exception.type",
        "db.system.name", "db.namespace", "db.response.status_code",
        Attributes.Events, Attributes.Posts, Attributes.Team, Attributes.Kind, Attributes.Screens, Attributes.Batches,
    ];

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects.Where(static tag => !Listed.Contains(tag.Key)).ToList())
        {
            data.SetTag(name, null);
        }

        // The status keeps its code; what it says may be a message of an error.
        data.SetStatus(data.Status);
        if (data.Events.Any(static @event => @event.Tags.Any()))
        {
            // What is attached to a moment of a span cannot be taken off: such a span stays as a whole.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    /// <summary>What the product's own spans say.</summary>
    public static class Attributes
    {
        /// <summary>How many events, posts of a team, batches of a group, links of screens.</summary>
        public const string Events = "dashboard.events", Posts = "dashboard.posts", Batches = "dashboard.batches",
            Screens = "dashboard.screens";

        /// <summary>Id of a team, and the kind of a view (<c>team</c>, <c>enterprise</c>) without its key.</summary>
        public const string Team = "dashboard.team", Kind = "dashboard.view.kind";
    }
}
