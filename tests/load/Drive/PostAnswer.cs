using System.Text;
using System.Text.Json;

namespace Dashboard.Load.Drive;

/// <summary>What the product answered to one post that it acknowledged.</summary>
/// <param name="New">How many of them were not known before this answer, however often the post was tried.</param>
internal readonly record struct PostAnswer(int Accepted, int New, int Duplicates, int Quarantined, string? Complaint)
{
    /// <summary>
    /// A post that was turned away may have been recorded in part (one team was busy, another was not); repeated, that part is answered as
    /// duplicate, and is as accepted as the rest.
    /// </summary>
    public PostAnswer After(int attempts) =>
        attempts > 0 && Duplicates > 0 ? new(Accepted + Duplicates, New, 0, Quarantined, Quarantined > 0 ? Complaint : null) : this;

    /// <summary>Reads the body of a 200.</summary>
    public static PostAnswer Read(ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        int accepted = 0, duplicates = 0, quarantined = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("accepted"u8))
            {
                reader.Read();
                accepted = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("duplicates"u8))
            {
                reader.Read();
                duplicates = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("quarantined"u8))
            {
                reader.Read();
                quarantined = reader.GetInt32();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        var complaint = duplicates + quarantined > 0 ? Encoding.UTF8.GetString(answer[..Math.Min(answer.Length, 500)]) : null;
        return new PostAnswer(accepted, accepted, duplicates, quarantined, complaint);
    }
}
