using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Books;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Reading;

/// <summary>
/// Which documents of the bureau's own book a decision names as its basis although they did not hold on its day (依据已失效, SUPERVISION.md
/// §9). Upstream writes a basis in words: it means a document whose number or whole title stands in it.
/// </summary>
internal sealed class LapsedBases(ILedger ledger)
{
    /// <summary>A shorter title may stand in the title of another law.</summary>
    private const int LeastTitle = 6;

    /// <summary>One line a document: <c>id</c>, <c>title</c>, <c>on</c> the day of the decision, <c>validTo</c>.</summary>
    public async Task<object[]> OfAsync(IEnumerable<SourceEvent> live, Law law, CancellationToken cancel)
    {
        var decisions = live.Select(static @event => ShownData.Of(@event, FileMask.Least))
            .Where(static shown => shown["decidedOn"] is string && shown["legalBasis"] is object[] { Length: > 0 })
            .Select(static shown =>
                (On: DayOf((string)shown["decidedOn"]!), Bases: ((object[])shown["legalBasis"]!).Cast<string>().ToList()))
            .Where(static decision => decision.On is not null).ToList();
        if (decisions.Count == 0)
        {
            return [];
        }

        var found = await ledger.FoldAsync(new() { Kinds = [BookKinds.Document.Kind] }, cancel);
        var documents = found.Select(one => one.Subject).OfType<DeclaredSubject>()
            .Select(subject => (Subject: subject, Course: (DocumentCourse)subject.CourseBy(law))).ToList();
        return
        [
            .. from decision in decisions
               from document in documents
               where decision.Bases.Exists(basis => IsNamed(basis, document.Subject.Title, document.Course.Number))
                   && !document.Course.HoldsOn(decision.On!.Value)
               select new Document().With("id", document.Subject.Id).With("title", document.Subject.Title)
                   .With("on", Rfc3339.Write(decision.On)).With("validTo", Rfc3339.Write(document.Course.ValidTo)),
        ];
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static bool IsNamed(string basis, string title, string? number) =>
        (title.Length >= LeastTitle && basis.Contains(title, StringComparison.Ordinal))
        || (number is { Length: >= LeastTitle } && Folded.Of(basis).Contains(Folded.Of(number), StringComparison.Ordinal));
}
