using System.Collections.Frozen;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Roster;

/// <summary>
/// What the events of the ledger register, kept folded, so that another event costs what it changes. Each subject is read by itself: one
/// that cannot be read is left out and named, and costs no other.
/// </summary>
internal sealed class Registry
{
    private readonly Dictionary<SubjectKey, RegisteredSubject> subjects = [];
    private readonly Dictionary<string, OfficerRecord> officers = [];
    private readonly Dictionary<string, RosterProblem> unreadOfficers = [];
    private PublishedLaw law = PublishedLaw.None;

    /// <summary>Null when some officer's differ from those it was made of.</summary>
    private Certificates? certificates = Certificates.None;

    /// <summary>Takes in all events of one subject that the ledger holds; what is known already costs nothing.</summary>
    public void Read(SubjectKey key, IReadOnlyList<SourceEvent> events)
    {
        if (key.Kind == "officer")
        {
            ReadOfficer(key.Id, events);
        }
        else if (key.Kind is "calendar" or "rules")
        {
            law = law.With(events);
        }
        else if (!subjects.TryGetValue(key, out var known) || known.Count != events.Count)
        {
            Tell(key, events);
        }
    }

    /// <summary>
    /// Takes in what was committed just now. False when it is known already, or when its kind is to be read to take it in.
    /// </summary>
    public bool TryTell(SourceEvent @event)
    {
        switch (@event.Kind)
        {
            case "officer":
                var officer = officers.GetValueOrDefault(@event.Subject) ?? new OfficerRecord([]);
                var before = officer.Validities().ToList();
                if (!OfficerRecord.IsSaying(@event) || !officer.TryTell(@event))
                {
                    return false;
                }

                Keep(@event.Subject, before, officer);
                return true;
            case "calendar" or "rules":
                var published = law;
                law = law.With([@event]);
                return !ReferenceEquals(law, published);
            default:
                return Tell((@event.Kind, @event.Subject), [@event]);
        }
    }

    /// <summary>What is registered now; the edition before it when nothing differs.</summary>
    public RosterEdition Edition(RosterEdition before, FirmCodes firms)
    {
        var jurisdictions = new Dictionary<string, RosterTeam>();
        var teams = new Dictionary<string, RosterTeam>();
        var items = new Dictionary<string, RosterItem>();
        var ranges = new Dictionary<string, (long Least, long Most)>();
        foreach (var subject in subjects.Values)
        {
            switch (subject.Subject)
            {
                case Team { Registered: { } team }:
                    (RosterEdition.IsJurisdiction(team) ? jurisdictions : teams)[team.TeamId] = RosterEdition.EntryOf(team);
                    break;
                case SupervisionItem { Registered: { } item } supervised:
                    items[item.Code] = RosterEdition.EntryOf(item, supervised.Claimed);
                    if (item.FineRange is { } range)
                    {
                        ranges[item.Code] = range;
                    }

                    break;
            }
        }

        var problems = law.Problems
            .Concat(subjects.Values.Select(subject => subject.Problem).OfType<RosterProblem>())
            .Concat(unreadOfficers.Values)
            .ToList();
        certificates ??= Certificates.Of(officers.Values);
        var sameLaw = ReferenceEquals(law, before.Published) && Same(ranges, before.Law.FineRanges)
            && firms.All.SequenceEqual(before.Law.Firms.All);
        var sameCertificates = ReferenceEquals(certificates, before.Law.Certificates);
        if (before.Number > 0 && sameLaw && sameCertificates
            && Same(jurisdictions, before.Jurisdictions) && Same(teams, before.Teams) && Same(items, before.Items)
            && problems.SequenceEqual(before.Problems))
        {
            return before;
        }

        return new(
            jurisdictions.ToFrozenDictionary(),
            teams.ToFrozenDictionary(),
            items.ToFrozenDictionary(),
            sameLaw && sameCertificates ? before.Law : new Law(law.Calendar, law.Rules, certificates, ranges.ToFrozenDictionary())
            {
                Superseded = law.Superseded,
                Firms = firms,
            },
            sameLaw && before.Number > 0 && items.Count == before.Items.Count && items.Keys.All(before.Items.ContainsKey)
                ? before.Basis
                : Basis(ranges, items.Keys, firms),
            before.Number + 1)
        {
            Published = law,
            Problems = problems,
        };
    }

    private bool Tell(SubjectKey key, IEnumerable<SourceEvent> events)
    {
        if (!subjects.TryGetValue(key, out var subject))
        {
            subjects[key] = subject = new(key);
        }

        return subject.TryTell(events);
    }

    private void ReadOfficer(string id, IReadOnlyList<SourceEvent> events)
    {
        var known = officers.GetValueOrDefault(id);
        if (known?.Count == events.Count(OfficerRecord.IsSaying))
        {
            return;
        }

        try
        {
            Keep(id, known?.Validities().ToList() ?? [], new(events));
            unreadOfficers.Remove(id);
        }
        catch (Exception problem)
        {
            unreadOfficers[id] = new("officer", id, $"It cannot be read: {problem.Message}");
        }
    }

    /// <summary>To say the same of a certificate again changes nothing.</summary>
    private void Keep(string id, List<(string Certificate, Validity Validity)> before, OfficerRecord officer)
    {
        officers[id] = officer;
        certificates = officer.Validities().SequenceEqual(before) ? certificates : null;
    }

    /// <summary>
    /// Names the law, the program, and the items and firms that are registered, under whose codes figures are kept. Not 0, which is the
    /// basis of rows that no law was asked about.
    /// </summary>
    private long Basis(Dictionary<string, (long Least, long Most)> ranges, IEnumerable<string> items, FirmCodes firms)
    {
        var basis = law.Events.Select(@event => $"{@event.Source} {@event.Id} {@event.Hash:x}")
            .Concat(ranges.Select(range => $"{range.Key} {range.Value}"))
            .Concat(items.Select(code => $"item {code}"))
            .Concat(firms.All.Select(code => $"firm {code.Former} {code.Today}"))
            .Append($"edition {Subject.Edition}")
            .Order(StringComparer.Ordinal);
        var hash = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', basis))));
        return hash == 0 ? 1 : hash;
    }

    private static bool Same<T>(Dictionary<string, T> now, FrozenDictionary<string, T> before) =>
        now.Count == before.Count
            && now.All(entry => before.TryGetValue(entry.Key, out var other) && EqualityComparer<T>.Default.Equals(entry.Value, other));
}
