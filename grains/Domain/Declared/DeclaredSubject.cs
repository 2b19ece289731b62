using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Declared;

/// <summary>A subject of a declared kind: its events; where they lead is the law's to say (<see cref="Course"/>).</summary>
internal sealed record DeclaredSubject(DeclaredKind Declared) : Subject
{
    /// <summary>Its events in their true order.</summary>
    public ImmutableList<Deed> Deeds { get; init; } = [];

    /// <inheritdoc/>
    public override string Title => Deeds.Find(deed => deed.Type == Declared.Events[0].Type)?.Text(Declared.TitleField) ?? "";

    /// <inheritdoc/>
    protected override bool IsBusiness => false;

    /// <summary>Its course under a law.</summary>
    public Course CourseBy(Law law) => Course.Of(Declared, law, Deeds);

    /// <inheritdoc/>
    public override void Name(ref SearchText search)
    {
    }

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => fact is Deed deed ? this with { Deeds = Deeds.Add(deed) } : this;

    /// <inheritdoc/>
    protected override bool Means(SourceEvent @event) =>
        @event.Fact is not Deed { Said.IsOfLedger: true } || @event.Source == Deed.LedgerSource;

    /// <inheritdoc/>
    protected override LegalFile OpenFile(Law law) => new File(this, law);

    private sealed class File(DeclaredSubject subject, Law law) : LegalFile(law)
    {
        private readonly Course course = subject.CourseBy(law);

        public override Standing Standing => new(course.Stage, course.IsOpen, course.Team)
        {
            Towards = subject.Declared.Towards(course),
        };

        public override IEnumerable<Count> Counts() => course.Counts();

        public override IEnumerable<Clock> Clocks() => course.Clocks;

        public override IEnumerable<Guard> Guards() => course.Guards();

        public override IEnumerable<Warning> Warnings(bool openOnly) => course.Warnings();
    }
}
