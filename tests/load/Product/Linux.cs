using System.Runtime.InteropServices;

namespace Dashboard.Load.Product;

/// <summary>The few system calls .NET does not offer.</summary>
internal static class Linux
{
    private const int MonotonicClock = 1;
    private const int AbsoluteTime = 1;
    private const int Terminate = 15;

    /// <summary>SIGTERM: the process is asked to stop in good order.</summary>
    public static void AskToStop(int processId) => _ = kill(processId, Terminate);

    /// <summary>Flushes the data of a file to the device, as databases do at a commit.</summary>
    public static void FlushData(SafeHandle file)
    {
        if (fdatasync((int)file.DangerousGetHandle()) != 0)
        {
            throw new IOException($"fdatasync failed with error {Marshal.GetLastPInvokeError()}.");
        }
    }

    /// <summary>Sleeps until a <see cref="System.Diagnostics.Stopwatch"/> timestamp, exact to about 60 µs, without spinning.</summary>
    public static void SleepUntil(long timestamp)
    {
        // The stopwatch counts nanoseconds of the monotonic clock.
        var due = new Moment(timestamp / 1_000_000_000, timestamp % 1_000_000_000);
        while (clock_nanosleep(MonotonicClock, AbsoluteTime, in due, 0) != 0)
        {
            // Woken early by a signal: sleep on.
        }
    }

#pragma warning disable IDE1006, SYSLIB1054, CA5392 // names of libc; plain integers need no generated marshalling
    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);

    [DllImport("libc", SetLastError = true)]
    private static extern int fdatasync(int fd);

    [DllImport("libc")]
    private static extern int clock_nanosleep(int clock, int flags, in Moment due, nint remain);
#pragma warning restore IDE1006, SYSLIB1054, CA5392

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Moment(long Seconds, long Nanoseconds);
}
