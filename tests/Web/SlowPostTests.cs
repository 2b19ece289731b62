using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Tests.Web;

/// <summary>Senders that are slow, or have stopped, keep nobody out.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class SlowPostTests(PlainDashboard dashboard)
{
    private const int Many = 600;

    [Fact]
    public async Task Six_hundred_posts_that_trickle_are_cut_off_and_others_are_answered_beside_them()
    {
        var cancel = TestContext.Current.CancellationToken;
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {Api.Batch}\r\nContent-Length: " +
                $"33000000\r\n\r\n[{new string(' ', 600)}");
        var senders = new List<Socket>();
        try
        {
            for (var number = 0; number < Many; number++)
            {
                var sender = new Socket(SocketType.Stream, ProtocolType.Tcp);
                senders.Add(sender);
                await sender.ConnectAsync(new IPEndPoint(IPAddress.Loopback, dashboard.Running.Port), cancel);
                await sender.SendAsync(head, cancel);
            }

            for (var post = 0; post < 20; post++)
            {
                await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("C"), "T01"));
            }

            Assert.StartsWith("HTTP/1.1 408", await AnswerAsync(senders[0], cancel));
            Assert.StartsWith("HTTP/1.1 408", await AnswerAsync(senders[^1], cancel));
        }
        finally
        {
            senders.ForEach(sender => sender.Dispose());
        }
    }

    private static async Task<string> AnswerAsync(Socket sender, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience.Long);
        var answer = new byte[1024];
        return Encoding.ASCII.GetString(answer, 0, await sender.ReceiveAsync(answer, limit.Token));
    }
}
