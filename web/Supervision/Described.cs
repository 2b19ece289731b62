using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Supervision;

/// <summary>How acts stand in documents, for forms that follow from their declaration.</summary>
internal static class Described
{
    /// <summary>An act with the fields of its form, and whether it is the caller's.</summary>
    /// <param name="name">How the page names it.</param>
    public static Document Act(Act act, string name, Caller caller) => new Document()
        .With("act", name)
        .With("roles", act.Roles.ToArray())
        .With("mine", Offices.Of(caller, act.Roles) is not null)
        .With("fields", act.Fields.Select(field => (object)new Document()
            .With("name", field.Name).With("sort", field.Sort).With("required", field.IsRequired).With("most", field.Most)
            .With("words", field.Words.ToArray())).ToArray());
}
