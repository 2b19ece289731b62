using System.Text.RegularExpressions;

namespace Dashboard.Web.Import.Suggestion;

/// <summary>
/// An event that a row can give rise to once certain fields are found, as JSON of a map in which <c>"$field"</c> stands for the leaf of a
/// field, <c>"$field=text"</c> for the text (or number) where the field is not found or a row has none, <c>"$field?"</c> for what is then
/// left out, and <c>"$field@"</c> for an instant of its day. Under <c>when</c> stand fields that must have a value, be above 0 or be
/// nothing.
/// </summary>
/// <param name="Needs">Fields without which there is no such event.</param>
/// <param name="Unless">Fields with which it would say twice what another event says.</param>
/// <param name="Json">The event; subject, time, teamid and itemcode are added to it.</param>
internal sealed partial record Proposal(string[] Needs, string[] Unless, string Json)
{
    private const string Party = """
        { "kind": "LegalPerson", "displayName": "$party=（未登记）", "codeType": "uscc", "code": "$creditCode=UNKNOWN" }
        """;

    private const string Officers = """[{ "certNo": "UNKNOWN1" }, { "certNo": "UNKNOWN2" }]""";

    public static IReadOnlyList<Proposal> All { get; } =
    [
        new(["caseNo", "filedOn"], [], $$"""
            { "name": "filed", "type": "enforcement.case.filed.v1", "subject": "$caseId", "data": {
              "caseId": "$caseId", "caseNo": "$caseNo", "teamId": "$team=unassigned", "decidingAuthority": "District",
              "procedure": "Ordinary", "primaryItemCode": "$item=unclassified", "party": {{Party}}, "filedOn": "$filedOn",
              "officers": {{Officers}} } }
            """) { Begins = true },
        new(["caseNo", "filedOn", "decidedOn", "fine"], [], """
            { "name": "decided", "type": "enforcement.case.decided.v1", "when": ["$decidedOn", "$fine>0"], "subject": "$caseId", "data": {
              "caseId": "$caseId", "docNo": "$docNo=$caseNo", "decidedOn": "$decidedOn", "kinds": ["Fine"], "fine": "$fine",
              "confiscated": "$confiscated=0", "disclosureRequired": false } }
            """),
        new(["caseNo", "filedOn", "decidedOn", "fine"], [], """
            { "name": "warned", "type": "enforcement.case.decided.v1", "when": ["$decidedOn", "$fine=0"], "subject": "$caseId", "data": {
              "caseId": "$caseId", "docNo": "$docNo=$caseNo", "decidedOn": "$decidedOn", "kinds": ["Warning"], "fine": 0,
              "confiscated": "$confiscated=0", "disclosureRequired": false } }
            """),
        new(["docNo", "decidedOn", "fine"], ["filedOn"], $$"""
            { "name": "decided", "type": "enforcement.case.onSpotDecided.v1", "when": "$fine>0", "subject": "$caseId", "data": {
              "caseId": "$caseId", "docNo": "$docNo", "teamId": "$team=unassigned", "party": {{Party}}, "decidedOn": "$decidedOn",
              "kinds": ["Fine"], "fine": "$fine", "officers": {{Officers}}, "primaryItemCode": "$item=unclassified",
              "disclosureRequired": false } }
            """) { Begins = true },
        new(["docNo", "decidedOn", "fine"], ["filedOn"], $$"""
            { "name": "warned", "type": "enforcement.case.onSpotDecided.v1", "when": "$fine=0", "subject": "$caseId", "data": {
              "caseId": "$caseId", "docNo": "$docNo", "teamId": "$team=unassigned", "party": {{Party}}, "decidedOn": "$decidedOn",
              "kinds": ["Warning"], "fine": 0, "officers": {{Officers}}, "primaryItemCode": "$item=unclassified",
              "disclosureRequired": false } }
            """) { Begins = true },
        new(["caseId", "servedOn"], [], """
            { "name": "served", "type": "enforcement.case.served.v1", "when": "$servedOn", "subject": "$caseId", "data": {
              "caseId": "$caseId", "servedOn": "$servedOn", "method": "Direct" } }
            """),
        new(["caseId", "paid", "paidOn"], [], """
            { "name": "paid", "type": "enforcement.case.paid.v1", "when": "$paid>0", "subject": "$caseId", "data": {
              "caseId": "$caseId", "amount": "$paid", "paidOn": "$paidOn", "kind": "Fine" } }
            """),
        new(["caseId", "closedOn"], [], """
            { "name": "closed", "type": "enforcement.case.closed.v1", "when": "$closedOn", "subject": "$caseId", "data": {
              "caseId": "$caseId", "day": "$closedOn", "reason": "名册登记结案" } }
            """),
        new(["actNo", "inspectedOn"], [], $$"""
            { "name": "started", "type": "enforcement.inspection.started.v1", "subject": "$actNo", "data": {
              "actNo": "$actNo", "category": "Daily", "form": "OnSite", "teamId": "$team=unassigned",
              "itemCodes": ["$item=unclassified"], "party": {{Party}}, "officers": {{Officers}}, "startedAt": "$inspectedOn@" } }
            """) { Begins = true },
        new(["actNo", "inspectedOn", "result"], [], """
            { "name": "completed", "type": "enforcement.inspection.completed.v1", "subject": "$actNo", "data": {
              "actNo": "$actNo", "endedAt": "$inspectedOn@", "result": "$result", "recordAttached": false } }
            """),
        new(["patrolId", "day", "persons"], [], """
            { "name": "patrol", "type": "enforcement.patrol.reported.v1", "subject": "$patrolId", "data": {
              "patrolId": "$patrolId", "teamId": "$team=unassigned", "day": "$day", "persons": "$persons",
              "vehiclesChecked": "$vehicles=0", "violations": "$violations=0" } }
            """) { Begins = true },
        new(["applicationNo", "acceptedOn"], [], """
            { "name": "accepted", "type": "enforcement.licence.accepted.v1", "subject": "$applicationNo", "data": {
              "applicationNo": "$applicationNo", "day": "$acceptedOn", "itemCode": "$item=unclassified" } }
            """) { Begins = true },
        new(["applicationNo", "grantedOn"], [], """
            { "name": "granted", "type": "enforcement.licence.decided.v1", "when": "$grantedOn", "subject": "$applicationNo", "data": {
              "applicationNo": "$applicationNo", "day": "$grantedOn", "itemCode": "$item=unclassified" } }
            """),
        new(["creditCode", "party"], [], """
            { "name": "registered", "type": "enforcement.object.upserted.v1", "subject": "$creditCode", "data": {
              "uscc": "$creditCode", "name": "$party", "itemCodes": [], "creditClass": "$creditClass?", "formerUscc": "$formerCode?" } }
            """) { Begins = true },
        new(["officerId"], [], """
            { "name": "registered", "type": "enforcement.officer.upserted.v1", "subject": "$officerId", "data": {
              "officerId": "$officerId", "teamId": "$team=unassigned", "post": true, "status": "active", "certNo": "$certNo?",
              "certValidFrom": "$certValidFrom?", "certValidTo": "$certValidTo?" } }
            """) { Begins = true },
        new(["certNo"], ["officerId"], """
            { "name": "registered", "type": "enforcement.officer.upserted.v1", "subject": "$certNo", "data": {
              "officerId": "$certNo", "teamId": "$team=unassigned", "post": true, "status": "active", "certNo": "$certNo",
              "certValidFrom": "$certValidFrom?", "certValidTo": "$certValidTo?" } }
            """) { Begins = true },
        new(["teamId", "name"], [], """
            { "name": "registered", "type": "enforcement.team.upserted.v1", "subject": "$teamId", "data": {
              "teamId": "$teamId", "name": "$name", "nameEn": "$nameEn?", "status": "Active", "order": "$order=50" } }
            """) { Begins = true },
        new(["itemCode", "name"], [], """
            { "name": "registered", "type": "enforcement.item.upserted.v1", "subject": "$itemCode", "data": {
              "itemCode": "$itemCode", "name": "$name", "nameEn": "$nameEn?", "category": "$category=其他", "level": "District" } }
            """) { Begins = true },
    ];

    /// <summary>A record begins with it.</summary>
    public bool Begins { get; init; }

    /// <summary>The type of its event, without what stands before and behind the name: <c>case.filed</c>.</summary>
    public string Type { get; } = TypeIn().Match(Json).Groups[1].Value;

    /// <summary>All fields that may stand in it.</summary>
    public IReadOnlySet<string> Fields { get; } =
        FieldIn().Matches(Json).Select(match => match.Groups[1].Value).Concat(Needs).ToHashSet();

    [GeneratedRegex("\"type\": \"enforcement\\.([a-zA-Z.]+)\\.v1\"")]
    private static partial Regex TypeIn();

    [GeneratedRegex("\\$([a-zA-Z]+)")]
    private static partial Regex FieldIn();
}
