using System.Text.Json;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// A certificate and an event that began an act signed with it, so that the acts of an officer are found without reading every event.
/// </summary>
internal readonly record struct Signature(string Certificate, long Position)
{
    /// <summary>
    /// The signatures of an event's <c>officers</c>: <c>[{certNo}]</c> or <c>["certNo"]</c>. Only events that begin an act have them.
    /// </summary>
    public static IEnumerable<Signature> Of(WrittenEvent row) =>
        row.Event.Type is "inspection.started" or "case.filed" or "case.onSpotDecided"
            ? Certificates(row.Event.Data).Select(certificate => new Signature(certificate, row.Position))
            : [];

    private static List<string> Certificates(byte[] data)
    {
        var certificates = new List<string>();
        var reader = new Utf8JsonReader(data);
        while (reader.Read())
        {
            if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                var officers = reader.ValueTextEquals("officers"u8);
                reader.Read();
                if (!officers)
                {
                    reader.TrySkip();
                    continue;
                }

                Collect(ref reader, certificates);
            }
        }

        return certificates;
    }

    private static void Collect(ref Utf8JsonReader reader, List<string> certificates)
    {
        var named = false;
        while (reader.Read() && reader.CurrentDepth > 1)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                named = reader.ValueTextEquals("certNo"u8);
            }
            else if (reader.TokenType == JsonTokenType.String && (named || reader.CurrentDepth == 2))
            {
                certificates.Add(reader.GetString()!);
                named = false;
            }
        }
    }
}
