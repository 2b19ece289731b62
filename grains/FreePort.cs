using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.NetworkInformation;

namespace Dashboard.Grains;

/// <summary>Two processes cannot listen on one port; the second says so before it starts anything.</summary>
public static class FreePort
{
    /// <param name="port">0: the system chooses a free one.</param>
    /// <param name="setting">The setting that names the port.</param>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static void Require(int port, string setting)
    {
        var others = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        if (port != 0 && others.Any(other => other.Port == port && IsHere(other)))
        {
            throw new ValidationException(
                $"{setting}: another process listens on port {port} already, perhaps a dashboard; stop that one, or set another port.");
        }
    }

    private static bool IsHere(IPEndPoint other) =>
        other.Address.Equals(IPAddress.Any) || other.Address.Equals(IPAddress.IPv6Any) || other.Address.Equals(IPAddress.Loopback);
}
