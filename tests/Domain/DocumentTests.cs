using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Views;

namespace Dashboard.Tests.Domain;

/// <summary>The algebra of patches, compositions and digests (RFC 7396).</summary>
public sealed class DocumentTests
{
    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "2026-11", "casesFiled", "中", "\ud83d\ude97", "\"");

    private static readonly Gen<Document> Any = Documents(3);

    [Fact]
    public void A_patch_turns_one_document_into_the_other() =>
        Gen.Select(Any, Any).Sample((from, to) => Json(Apply(from, Document.Patch(from, to))) == Json(to));

    [Fact]
    public void Two_patches_in_a_row_are_one() =>
        Gen.Select(Any, Any, Any).Sample((one, two, three) =>
            Document.Compose(Document.Patch(one, two), Document.Patch(two, three)) is not { } both
                || Json(Apply(one, both)) == Json(three));

    [Fact]
    public void A_member_that_went_and_came_again_smaller_cannot_be_said_by_one_patch()
    {
        var one = new Document().With("days", new Document().With("casesFiled", 1).With("finesFen", 5));
        var two = new Document();
        var three = new Document().With("days", new Document().With("casesFiled", 1));

        Assert.Null(Document.Compose(Document.Patch(one, two), Document.Patch(two, three)));
        Assert.NotNull(Document.Compose(Document.Patch(two, three), Document.Patch(three, one)));
        Assert.NotNull(Document.Compose(Document.Patch(one, three), Document.Patch(three, two)));
    }

    [Fact]
    public void A_patch_that_travels_as_JSON_does_the_same() =>
        Gen.Select(Any, Any)
            .Sample((from, to) => Json(Apply(Document.Parse(from.ToUtf8()), Document.Parse(Document.Patch(from, to).ToUtf8()))) == Json(to),
                print: pair => $"{Json(pair.Item1)}\n{Json(pair.Item2)}");

    [Fact]
    public void Equal_documents_have_an_empty_patch_and_an_equal_digest() =>
        Any.Sample(document =>
        {
            var again = Document.Parse(document.ToUtf8());
            return Document.Patch(document, again).Count == 0 && document.Digest() == again.Digest() && Json(document) == Json(again);
        }, print: document => System.Text.Encoding.UTF8.GetString(document.ToUtf8()));

    [Fact]
    public void Different_documents_have_different_digests() =>
        Gen.Select(Any, Any).Sample((left, right) => Json(left) == Json(right) == (left.Digest() == right.Digest()));

    [Fact]
    public void What_is_shared_with_an_earlier_version_is_the_same_document() =>
        Gen.Select(Any, Any).Sample((earlier, made) =>
        {
            var before = Json(made);
            var shared = Document.Share(earlier, made);
            return Json(shared) == before && Json(made) == before && shared.Digest() == made.Digest()
                && Json(Document.Patch(earlier, shared)) == Json(Document.Patch(earlier, made));
        });

    [Fact]
    public void An_equal_part_is_shared_whoever_made_it()
    {
        static Document Made(long version) =>
            new Document().With("version", version).With("open", new Document().With("cases", 3_000)).With("list", new object[] { 1L });

        var (earlier, later) = (Made(1), Made(2));
        var shared = Document.Share(earlier, later);

        Assert.Same(earlier["open"], shared["open"]);
        Assert.NotSame(earlier["open"], later["open"]);
        Assert.Same(earlier, Document.Share(earlier, Made(1)));
    }

    [Fact]
    public void A_digest_that_was_asked_for_early_is_not_kept_when_the_document_goes_on_being_built()
    {
        var document = new Document().With("a", 1);
        document.Digest();

        Assert.Equal(new Document().With("b", 2).With("a", 1).Digest(), document.With("b", 2).Digest());
    }

    [Fact]
    public void A_whole_number_stays_one_when_it_travels()
    {
        var document = new Document().With("version", 1_795_000_000_123_456L);

        Assert.Equal(1_795_000_000_123_456L, Document.Parse(document.ToUtf8())["version"]);
        Assert.Equal(document.Digest(), Document.Parse(document.ToUtf8()).Digest());
    }

    [Fact]
    public void A_member_that_is_null_is_as_good_as_absent()
    {
        var absent = new Document().With("a", 1);
        var named = new Document().With("a", 1).With("b", null);

        Assert.Equal(0, Document.Patch(absent, named).Count);
        Assert.Equal(0, Document.Patch(named, absent).Count);
        Assert.Equal(absent.Digest(), named.Digest());
    }

    [Fact]
    public void A_copy_changes_without_its_original()
    {
        var original = new Document().With("a", 1);
        original.Copy().With("a", 2);

        Assert.Equal(1L, original["a"]);
    }

    private static Gen<Document> Documents(int depth) =>
        Name.SelectMany(name => Values(depth).Select(value => (name, value))).Array[0, 5].Select(members =>
        members.Aggregate(new Document(), (document, member) => document.With(member.name, member.value)));

    private static Gen<object?> Values(int depth)
    {
        var plain = Gen.OneOf(
            Gen.Long.Select(number => (object?)number),
            Gen.Int[-9_999, 9_999].Select(number => (object?)(number % 10 == 0 ? number / 10L : (object)(number / 10.0))),
            Gen.Bool.Select(flag => (object?)flag),
            Gen.String.Select(text => (object?)new string([.. text.Where(unit => !char.IsSurrogate(unit))])),
            Gen.Const((object?)null));
        return depth == 0 ? plain : Gen.Frequency(
            (3, plain),
            (3, Documents(depth - 1).Select(document => (object?)document)),
            (1, Documents(0).Array[0, 3].Select(list => (object?)list.Cast<object>().ToArray())));
    }

    /// <summary>RFC 7396 §2, as it is written there.</summary>
    private static Document Apply(Document target, Document patch)
    {
        var result = new Document();
        foreach (var (name, value) in target.Members)
        {
            if (!patch.Members.Any(member => member.Key == name))
            {
                result.With(name, value);
            }
        }

        foreach (var (name, _) in patch.Members)
        {
            if (patch[name] is { } value && !IsNull(patch, name))
            {
                result.With(name, value is Document inner ? Apply(target[name] as Document ?? new(), inner) : value);
            }
        }

        return result;
    }

    private static bool IsNull(Document document, string name) =>
        document[name] is not (long or double or bool or string or Document or IEnumerable<object>);

    /// <summary>JSON without null members, to compare by.</summary>
    private static string Json(Document document) => System.Text.Encoding.UTF8.GetString(Bare(document).ToUtf8());

    private static Document Bare(Document document)
    {
        var bare = new Document();
        foreach (var (name, value) in document.Members)
        {
            if (!IsNull(document, name))
            {
                bare.With(name,
                    value switch { Document inner => Bare(inner),
                        IEnumerable<object> list =>
                            list.Select(entry => entry is Document one ? Bare(one) : entry).ToArray(), _ => value });
            }
        }

        return bare;
    }
}
