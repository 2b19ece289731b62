using System.Security.Claims;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Tests.Access;

public sealed class OpeningTests
{
    /// <summary>
    /// A screen hangs up while its last calls are under way: seen on a busy machine, as an error in the log and as the end of the host.
    /// </summary>
    [Fact]
    public void How_a_connection_was_opened_is_known_when_its_request_is_over()
    {
        var request = new DefaultHttpContext();
        request.Request.QueryString = new("?packed");
        var connection = new Connection(request);
        var opened = Opening.Of(connection);
        request.Uninitialize();
        Assert.ThrowsAny<Exception>(() => connection.GetHttpContext()!.Request.Query.ContainsKey("packed"));

        Assert.Same(opened, Opening.Of(connection));
        Assert.Equal((Caller.Anonymous, true), (opened.Caller, opened.Unpacks));
    }

    private sealed class Connection(HttpContext request) : HubCallerContext, IHttpContextFeature
    {
        public override string ConnectionId => "c";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features
        {
            get
            {
                var features = new FeatureCollection();
                features.Set<IHttpContextFeature>(this);
                return features;
            }
        }

        public override CancellationToken ConnectionAborted => default;

        public HttpContext? HttpContext { get; set; } = request;

        public override void Abort()
        {
        }
    }
}
