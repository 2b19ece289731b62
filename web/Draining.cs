using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>
/// Ends this host so that nobody's request is lost. From SIGTERM on nobody can connect any more, so that a proxy goes to another host; who
/// is connected is answered, and told with the answer that his connection ends. Kestrel by itself closes a connection that rests at once,
/// and with it a request that is just on its way.
/// </summary>
internal sealed class Draining(IHostApplicationLifetime lifetime, TimeProvider clock)
{
    /// <summary>Who has not asked for so long has nothing on its way.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5), Look = TimeSpan.FromMilliseconds(50);
    private long asked;
    private int open;

    /// <summary>Somebody asks.</summary>
    public Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        Volatile.Write(ref asked, clock.GetTimestamp());
        // Later versions say it by other means, which Kestrel knows.
        if (lifetime.ApplicationStopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }

    /// <summary>Somebody has connected.</summary>
    public void Opened(ConnectionContext connection)
    {
        Interlocked.Increment(ref open);
        connection.ConnectionClosed.UnsafeRegister(static draining => Interlocked.Decrement(ref ((Draining)draining!).open), this);
    }

    /// <summary>Waits until all have left, or nobody has asked for half a second; 5 s at most.</summary>
    public async Task EndAsync()
    {
        var begun = clock.GetTimestamp();
        while (Volatile.Read(ref open) > 0 && clock.GetElapsedTime(begun) < Longest
            && clock.GetElapsedTime(Math.Max(begun, Volatile.Read(ref asked))) < Quiet)
        {
            await Task.Delay(Look, clock);
        }
    }
}

/// <summary>Sockets whose connections are given time to leave when their address is given up.</summary>
internal sealed class DrainingSockets(IOptions<SocketTransportOptions> options, ILoggerFactory logs, Draining draining)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly SocketTransportFactory sockets = new(options, logs);

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), draining);

    private sealed class Listener(IConnectionListener listener, Draining draining) : IConnectionListener
    {
        public EndPoint EndPoint => listener.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            var connection = await listener.AcceptAsync(cancellationToken);
            if (connection is not null)
            {
                draining.Opened(connection);
            }

            return connection;
        }

        /// <summary>Kestrel closes what is still connected when this has completed.</summary>
        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await listener.UnbindAsync(cancellationToken);
            await draining.EndAsync();
        }

        public ValueTask DisposeAsync() => listener.DisposeAsync();
    }
}
