using System.Diagnostics;
using System.Globalization;
using Dashboard.Load.Product;

namespace Dashboard.Load.Report;

/// <summary>How the machine itself felt at a moment, to tell a slow product from a busy box.</summary>
/// <param name="FlushP50">Milliseconds of an 8 KB write with fdatasync, median of 500.</param>
/// <param name="FlushP99">The same, 99th percentile.</param>
/// <param name="CpuPressure">/proc/pressure/cpu, some, avg10, percent.</param>
/// <param name="IoPressure">/proc/pressure/io, some, avg10, percent.</param>
/// <param name="LoadAverage">One minute.</param>
internal sealed record BoxState(string When, double FlushP50, double FlushP99, double CpuPressure, double IoPressure, double LoadAverage)
{
    private const int Writes = 500;

    public static BoxState Read(string when, string folder)
    {
        var delays = new Delays();
        var path = Path.Combine(folder, "flush-probe");
        var block = new byte[8192];
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose))
        {
            for (var write = 0; write < Writes; write++)
            {
                var began = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, block, (long)write * block.Length);
                Linux.FlushData(file);
                delays.Add(Stopwatch.GetTimestamp() - began);
            }
        }

        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        return new BoxState(when, delays.Percentile(0.5), delays.Percentile(0.99), Pressure("cpu"), Pressure("io"), load);
    }

    private static double Pressure(string what)
    {
        var file = $"/proc/pressure/{what}";
        if (!File.Exists(file))
        {
            return double.NaN; // a kernel without pressure stall information
        }

        const string Name = "avg10=";
        var line = File.ReadLines(file).First();
        var from = line.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return double.Parse(line.AsSpan(from, line.IndexOf(' ', from) - from), CultureInfo.InvariantCulture);
    }
}
