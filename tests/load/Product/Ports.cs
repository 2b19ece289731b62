using System.Net;
using System.Net.Sockets;

namespace Dashboard.Load.Product;

/// <summary>Free loopback ports.</summary>
internal static class Ports
{
    /// <summary>A port nobody listened on a moment ago.</summary>
    public static int Free()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
