using System.Text;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Views;

namespace Dashboard.Tests.Web;

/// <summary>Documents as they travel between processes.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void A_document_that_travels_keeps_whole_numbers_whole_and_its_digest()
    {
        var document = new Document()
            .With("version", 1_795_417_843_123_456)
            .With("asOf", "2026-11-23T10:21:05.123+08:00")
            .With("rate", 99.9)
            .With("whole", 100.0)
            .With("none", null)
            .With("name", "海曙 \"区\"").With("flag", true).With("list", new object[] { new Document().With("n", 3) });

        var arrived = Document.Parse(document.ToUtf8());

        Assert.Equal(1_795_417_843_123_456, Assert.IsType<long>(arrived["version"]));
        Assert.Equal(99.9, Assert.IsType<double>(arrived["rate"]));
        Assert.Equal(document.Digest(), arrived.Digest());
        Assert.Equal(document.ToUtf8(), arrived.ToUtf8());
    }

    [Fact]
    public void The_digest_is_the_one_that_its_description_gives()
    {
        var document = new Document()
            .With("b", 1)
            .With("a", new object[] { "x", 2.5, true })
            .With("c", null)
            .With("Z", new Document().With("é", "中"));

        Assert.Equal(DocumentDigest.Of(System.Text.Json.Nodes.JsonNode.Parse(Encoding.UTF8.GetString(document.ToUtf8()))!.AsObject()),
            document.Digest());
    }

    [Fact]
    public void Known_documents_have_the_digests_that_the_browser_gives_them()
    {
        foreach (var known in System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory,
            "digests.json")))!.AsArray())
        {
            var json = (string)known!["json"]!;
            Assert.Equal((json, (string)known["digest"]!), (json, Document.Parse(Encoding.UTF8.GetBytes(json)).Digest()));
            Assert.Equal((json, (string)known["digest"]!), (json, DocumentDigest.Of(System.Text.Json.Nodes.JsonNode.Parse(json))));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_has_the_digest_of_what_arrives_for_it()
    {
        var document = new Document().With("name", "a\ud83d").With("\ude97", "\ude97b\ud83d\ude97");

        var arrived = Document.Parse(document.ToUtf8());

        Assert.Equal(arrived.Digest(), document.Digest());
        Assert.Equal(0, Document.Patch(document, arrived).Count);
        Assert.Equal("a\ufffd", document["name"]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_JSON_cannot_write_is_refused(double number) =>
        Assert.Throws<ArgumentException>(() => new Document().With("rate", number));

    [Fact]
    public void Patches_in_a_row_do_what_one_after_the_other_does()
    {
        var first = new Document().With("a", 1).With("b", new Document().With("x", 1).With("y", 2)).With("c", "gone");
        var second = new Document().With("a", 2).With("b", new Document().With("x", 1)).With("d", new Document().With("n", 1));
        var third = new Document().With("a", 2).With("b", "text").With("c", "back").With("d", new Document().With("m", 1));

        var both = Document.Compose(Document.Patch(first, second), Document.Patch(second, third));

        Assert.NotNull(both);
        Assert.Equal(NodeOf(third).ToJsonString(), Sorted(Screen.Merge(NodeOf(first), NodeOf(both))));

        static System.Text.Json.Nodes.JsonObject NodeOf(Document document) =>
            System.Text.Json.Nodes.JsonNode.Parse(document.ToUtf8())!.AsObject();
        static string Sorted(System.Text.Json.Nodes.JsonNode merged) =>
            Encoding.UTF8.GetString(Document.Parse(Encoding.UTF8.GetBytes(merged.ToJsonString())).ToUtf8());
    }
}
