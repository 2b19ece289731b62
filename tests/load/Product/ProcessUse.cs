using System.Globalization;

namespace Dashboard.Load.Product;

/// <summary>Processor time and memory of processes, read from /proc.</summary>
internal static class ProcessUse
{
    private const double TicksPerSecond = 100; // USER_HZ, 100 on every Linux that .NET runs on

    /// <summary>Seconds of processor time the process has used, its reaped children left out.</summary>
    public static double CpuSeconds(int processId) => Times(processId) is { } times ? times.Own / TicksPerSecond : 0;

    /// <summary>Seconds of processor time of a process with all its children, the ended ones too.</summary>
    public static double CpuSecondsOfFamily(int processId)
    {
        var sum = Times(processId) is { } parent ? parent.Own + parent.Reaped : 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var child)
                && Times(child) is { } times && times.Parent == processId)
            {
                sum += times.Own;
            }
        }

        return sum / TicksPerSecond;
    }

    /// <summary>Resident bytes now.</summary>
    public static long ResidentBytes(int processId) => Status(processId, "VmRSS:");

    /// <summary>The most resident bytes so far.</summary>
    public static long PeakResidentBytes(int processId) => Status(processId, "VmHWM:");

    private static long Status(int processId, string name)
    {
        foreach (var line in File.ReadLines($"/proc/{processId}/status"))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(name.Length).Trim(" \tkB"), NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
            }
        }

        return 0;
    }

    private static (long Parent, double Own, double Reaped)? Times(int processId)
    {
        string text;
        try
        {
            text = File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (IOException)
        {
            return null; // ended in the meantime
        }

        // The name in brackets may hold blanks; the numbered fields begin with the third after it.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        double Field(int number) => double.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        return ((long)Field(4), Field(14) + Field(15), Field(16) + Field(17));
    }
}
