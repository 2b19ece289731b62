using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Orders;

/// <summary>
/// The course of a supervision order: when it is due and how that day moves, which level it has risen to, and whether a closing holds
/// (SUPERVISION.md §2).
/// </summary>
internal sealed class OrderCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    /// <summary>Why an event moves nothing: beyond its bounds, said before, or not to be done twice.</summary>
    public const string OutOfBounds = "bounds", Again = "again";

    private readonly List<Reference> targets = [];
    private readonly HashSet<Reference> isTarget = [];
    private readonly HashSet<string> knownProofs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> cleared = new(StringComparer.Ordinal);
    private readonly List<Round> rounds = [];
    private readonly List<(Deed Recurred, Round Round)> recurrences = [];
    private IReadOnlyList<Guard> guards = [];
    private Deed? first;
    private DateOnly? suspended;
    private int escalated;

    /// <summary>By the rules of the day it was issued; of a draft, of the day it was drafted.</summary>
    public OrderTerms Terms { get; private set; } = new();

    /// <summary>What it is about, each subject once; those beyond <see cref="OrderKind.MostTargets"/> belong to another order.</summary>
    public IReadOnlyList<Reference> Targets => targets;

    /// <summary>The warning rule it was opened for; null for other origins.</summary>
    public string? Rule => first?.Text("rule");

    public string? Severity => first?.Text("severity");

    /// <summary>公开挂牌: it stands on the wall until it is closed.</summary>
    public bool IsListed { get; private set; }

    /// <summary>The last day of the report.</summary>
    public DateOnly? Due { get; private set; }

    public DateOnly? DraftDue { get; private set; }

    public DateOnly? AcceptDue { get; private set; }

    public DateOnly? CheckDue { get; private set; }

    public DateOnly? LookBackDue { get; private set; }

    /// <summary>1 until it has recurred; 0 while it is not issued.</summary>
    public int RoundNumber => rounds.Count;

    /// <summary>Closed, and not looked back at yet.</summary>
    public bool AwaitsLookBack => Stage == "closed" && rounds[^1].LookedBack is null;

    /// <summary>Whether an act has a sense now, as far as its stage does not say it.</summary>
    public bool Offers(string type) => type switch
    {
        "order.suspended" => suspended is null,
        "order.resumed" => suspended is not null,
        "order.extended" => !rounds[^1].IsExtended,
        "order.lookedBack" => AwaitsLookBack,
        _ => true,
    };

    /// <summary>Once issued it counts among the orders of its rule at its team (W35); what was cancelled does not.</summary>
    public (string Parent, DateOnly? DoneOn)? Towards =>
        rounds.Count > 0 && Stage != "cancelled" && Team is { } team && Rule is { } rule && WarningRule.NumberOf(rule) > 0
            ? (Repetition.KeyOf(Kind.Kind, rule, team), rounds[0].From) : null;

    /// <summary>The standing report; null while there is none.</summary>
    public Deed? Report => rounds.Count > 0 ? rounds[^1].Report : null;

    /// <summary>The subjects whose warning has not been seen cleared by an instant.</summary>
    public IEnumerable<Reference> UnclearedAt(DateTimeOffset at) =>
        Rule is null ? [] : targets.Where(target => !(cleared.TryGetValue(KeyOf(target), out var since) && since <= at));

    /// <summary>Of these proofs those the ledger knows.</summary>
    public IEnumerable<Reference> Known(IEnumerable<Reference> proofs) => proofs.Where(proof => knownProofs.Contains(KeyOfProof(proof)));

    /// <summary>How a subject is named in what the ledger says of itself.</summary>
    public static string KeyOf(Reference target) => $"{Facts.KindNamed(target.Kind) ?? target.Kind}/{target.Id}";

    /// <summary>How a proof is named in what the ledger says of itself: by its subject, or by the sum of a record.</summary>
    public static string KeyOfProof(Reference proof) => proof.Sha256 is { } sum ? $"sha256/{sum.ToLowerInvariant()}" : proof.Id;

    /// <summary>
    /// 0 the team, 1 分管领导, 2 局长, 3 约谈 proposed: it rises by time alone once the report is late, and with the second and the third
    /// return.
    /// </summary>
    public int LevelAt(DateTimeOffset at)
    {
        var until = Report is { } report && report.At < at ? report.At : at;
        until = suspended is { } since && Shanghai.Midnight(since) < until ? Shanghai.Midnight(since) : until;
        var byTime = Due is null ? 0 : Steps().Count(step => step.At <= until);
        var byReturns = rounds.Count == 0 ? 0 : rounds[^1].Returns switch { < 2 => 0, 2 => 1, _ => 2 };
        return Math.Max(escalated, Math.Max(byTime, byReturns));
    }

    /// <summary>When it rises by time: to 1, to 2 and to 3.</summary>
    public IEnumerable<(DateTimeOffset At, int Level)> Steps()
    {
        if (Due is { } due)
        {
            yield return (Shanghai.Midnight(due.AddDays(1)), 1);
            yield return (Shanghai.Midnight(Law.Calendar.WorkdaysAfter(due, Terms.Level2After).AddDays(1)), 2);
            yield return (Shanghai.Midnight(Law.Calendar.WorkdaysAfter(due, Terms.Level3After).AddDays(1)), 3);
        }
    }

    /// <summary>What K1 to K4 make of a closing.</summary>
    public IReadOnlyList<Guard> Check(Deed closing)
    {
        var (role, level) = (closing.Text("byRole"), LevelAt(closing.At));
        var uncleared = UnclearedAt(closing.At).Count();
        var known = Known([.. Report?.List("evidence") ?? [], .. closing.List("evidence")]).Count();
        return
        [
            new("K1", OrderGuards.K1(closing.Text("by"), role, closing.Text("byTeam"), Report?.Text("by"), Team), Finding.ClosedByOthers,
                ("day", closing.On)),
            new("K2", OrderGuards.K2(role, level), Finding.RankReaches, ("level", level)),
            new("K3", OrderGuards.K3(Rule, uncleared, role, closing.Text("override")), Finding.WarningsCleared, ("rule", Rule ?? ""),
                ("uncleared", uncleared)),
            new("K4", OrderGuards.K4(known), Finding.ProofsKnown, ("known", known)),
        ];
    }

    /// <inheritdoc/>
    public override IEnumerable<Guard> Guards() => guards;

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        foreach (var count in base.Counts())
        {
            yield return count;
        }

        if (Stage == "closed")
        {
            yield return new(Counter.OrdersClosed, rounds[^1].Closing!.On, 1);
        }

        foreach (var round in rounds)
        {
            if (round.Closing is not null)
            {
                yield return new(round.Report!.On <= round.Due ? Counter.OrderOnTime : Counter.OrderLate, round.Due, 1);
            }
            else if (IsOpen)
            {
                yield return new(Counter.OrderOpen, round.Due, 1, round.Due);
            }

            if (round.LookedBack is { } looked)
            {
                yield return new(Counter.OrderLookedBack, looked.On, 1);
                yield return new(Counter.OrderRecurred, looked.On, looked.Text("outcome") == "Recurred" ? 1 : 0);
            }
        }

        if (IsListed && IsOpen)
        {
            yield return new(Counter.OrdersListed, rounds[0].From, 1);
        }
    }

    /// <summary>W35: what was closed has come back, until it is closed again.</summary>
    public override IEnumerable<Warning> Warnings()
    {
        foreach (var warning in base.Warnings())
        {
            yield return warning;
        }

        foreach (var (recurred, round) in recurrences)
        {
            if (Law.Warning("W35", recurred.On) is { } rule)
            {
                yield return Warning.Violation(rule, recurred.At) with
                {
                    Cleared = round.Closing is { } again ? Stop.By(again, again.On) with { At = again.At } : null,
                };
            }
        }
    }

    /// <inheritdoc/>
    protected override void Know(IReadOnlyList<Deed> deeds)
    {
        foreach (var deed in deeds.Where(static deed => deed.Said.IsOfLedger))
        {
            var subject = deed.Text("subject")!;
            if (deed.Text("what") == "Evidence")
            {
                knownProofs.Add(subject);
            }
            else if (!cleared.TryGetValue(subject, out var known) || deed.At < known)
            {
                cleared[subject] = deed.At;
            }
        }
    }

    /// <inheritdoc/>
    protected override string? Objection(Deed deed, Move move)
    {
        switch (deed.Type)
        {
            case "order.issued":
                return deed.Day("due") < deed.Day("day") ? OutOfBounds : null;
            case "order.extended":
                return rounds[^1].IsExtended ? Again
                    : deed.Day("approvedOn") > Due || deed.Day("newDue") < Due
                        || deed.Day("newDue") > Law.Calendar.WorkdaysAfter(Due!.Value, Terms.Extension) ? OutOfBounds
                    : null;
            case "order.suspended":
                return suspended is null ? null : Again;
            case "order.resumed":
                return suspended is null || deed.On < suspended ? OutOfBounds : null;
            case "order.lookedBack":
                return rounds[^1].LookedBack is null ? deed.On < rounds[^1].Closing!.On ? OutOfBounds : null : Again;
            case "order.closed":
                guards = Check(deed);
                return guards.FirstOrDefault(static guard => !guard.Passed)?.Id;
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    protected override bool IsCounted(TakenDeed taken) => taken.Deed.Type != "order.reported" || taken.To == "reported";

    /// <inheritdoc/>
    protected override void Moved(TakenDeed taken)
    {
        var deed = taken.Deed;
        switch (deed.Type)
        {
            case "order.drafted":
                first ??= deed;
                Terms = Law.Rules.At(first.On).Orders;
                DraftDue = Law.Calendar.WorkdaysAfter(first.On, Terms.Draft);
                targets.AddRange(deed.List("targets").Where(isTarget.Add).Take(OrderKind.MostTargets - targets.Count));
                break;
            case "order.issued":
                Terms = Law.Rules.At(deed.On).Orders;
                IsListed = deed.Flag("listed");
                Begin(deed, deed.Day("due")!.Value);
                break;
            case "order.upheld" or "order.reassigned":
                AcceptDue = Law.Calendar.WorkdaysAfter(deed.On, Terms.Accept);
                MoveDue(deed.Day("due") is { } changed && changed >= deed.On ? changed : Due!.Value);
                break;
            case "order.extended":
                rounds[^1].IsExtended = true;
                MoveDue(deed.Day("newDue")!.Value);
                break;
            case "order.suspended":
                suspended = deed.On;
                break;
            case "order.resumed":
                MoveDue(Law.Calendar.Roll(Due!.Value.AddDays(deed.On.DayNumber - suspended!.Value.DayNumber)));
                suspended = null;
                break;
            case "order.reported" when taken.To == "reported":
                rounds[^1].Report = deed;
                guards = [];
                CheckDue = Law.Calendar.WorkdaysAfter(deed.On, Terms.Check);
                break;
            case "order.returned":
                Return(deed);
                break;
            case "order.closed":
                rounds[^1].Closing = deed;
                LookBackDue = deed.On.AddDays(Terms.LookBack);
                break;
            case "order.lookedBack":
                rounds[^1].LookedBack = deed;
                if (taken.To == "issued")
                {
                    (escalated, suspended) = (0, null);
                    Begin(deed, Law.Calendar.WorkdaysAfter(deed.On, Terms.DaysOf(Severity)));
                    recurrences.Add((deed, rounds[^1]));
                }

                break;
            case "order.escalated":
                escalated = Math.Max(escalated, deed.Count("level"));
                break;
        }
    }

    private void Begin(Deed deed, DateOnly due)
    {
        rounds.Add(new(deed.On, due));
        (Due, AcceptDue) = (due, Law.Calendar.WorkdaysAfter(deed.On, Terms.Accept));
    }

    /// <summary>In fairness: who had reported in time has some days from the return, once.</summary>
    private void Return(Deed deed)
    {
        var round = rounds[^1];
        round.Returns++;
        if (!round.HadGrace && round.Report!.On <= round.Due)
        {
            round.HadGrace = true;
            var grace = Law.Calendar.WorkdaysAfter(deed.On, Terms.ReturnGrace);
            MoveDue(grace > round.Due ? grace : round.Due);
        }

        round.Report = null;
    }

    private void MoveDue(DateOnly due) => Due = rounds[^1].Due = due;

    /// <summary>From an issue, or from a recurrence, to the closing.</summary>
    private sealed class Round(DateOnly from, DateOnly due)
    {
        public DateOnly From => from;

        public DateOnly Due { get; set; } = due;

        public Deed? Report { get; set; }

        public Deed? Closing { get; set; }

        public Deed? LookedBack { get; set; }

        public int Returns { get; set; }

        public bool HadGrace { get; set; }

        public bool IsExtended { get; set; }
    }
}
