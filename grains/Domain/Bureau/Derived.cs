using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Bureau;

/// <summary>A subject without facts of its own: it is made of those that count towards it, and judged after them.</summary>
internal abstract record Derived : Subject
{
    /// <summary>The kinds of such subjects.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["year", "staff", "repeat", "cleanups"];

    /// <inheritdoc/>
    protected override bool IsBusiness => false;

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => this;
}

/// <summary>One that stands for the whole bureau: what it is warned of is the legal section's.</summary>
internal abstract record OfBureau : Derived
{
    /// <inheritdoc/>
    protected override string? TeamBy(Law law) => law.LegalSection ?? DeclaredTeam;
}
