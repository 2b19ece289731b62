namespace Dashboard.Web.Import.Suggestion;

/// <summary>
/// An event that a row can give rise to once certain fields are found, as JSON of a map in which <c>"$field"</c> stands for the leaf of a
/// field, <c>"$field=text"</c> for the text where the field is not found or a row has none, and <c>"$field@"</c> for an instant of
/// its day. Under <c>when</c> stand fields that must have a value, be above 0 or be nothing.
/// </summary>
/// <param name="Needs">Fields without which there is no such event.</param>
/// <param name="Unless">Fields with which it would say twice what another event says.</param>
/// <param name="Json">The event; subject, time, teamid and itemcode are added to it.</param>
internal sealed record Proposal(string[] Needs, string[] Unless, string Json)
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
            """),
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
            """),
        new(["docNo", "decidedOn", "fine"], ["filedOn"], $$"""
            { "name": "warned", "type": "enforcement.case.onSpotDecided.v1", "when": "$fine=0", "subject": "$caseId", "data": {
              "caseId": "$caseId", "docNo": "$docNo", "teamId": "$team=unassigned", "party": {{Party}}, "decidedOn": "$decidedOn",
              "kinds": ["Warning"], "fine": 0, "officers": {{Officers}}, "primaryItemCode": "$item=unclassified",
              "disclosureRequired": false } }
            """),
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
            """),
        new(["actNo", "inspectedOn", "result"], [], """
            { "name": "completed", "type": "enforcement.inspection.completed.v1", "subject": "$actNo", "data": {
              "actNo": "$actNo", "endedAt": "$inspectedOn@", "result": "$result", "recordAttached": false } }
            """),
        new(["patrolId", "day", "persons"], [], """
            { "name": "patrol", "type": "enforcement.patrol.reported.v1", "subject": "$patrolId", "data": {
              "patrolId": "$patrolId", "teamId": "$team=unassigned", "day": "$day", "persons": "$persons",
              "vehiclesChecked": "$vehicles=0", "violations": "$violations=0" } }
            """),
        new(["applicationNo", "acceptedOn"], [], """
            { "name": "accepted", "type": "enforcement.licence.accepted.v1", "subject": "$applicationNo", "data": {
              "applicationNo": "$applicationNo", "day": "$acceptedOn", "itemCode": "$item=unclassified" } }
            """),
        new(["applicationNo", "grantedOn"], [], """
            { "name": "granted", "type": "enforcement.licence.decided.v1", "when": "$grantedOn", "subject": "$applicationNo", "data": {
              "applicationNo": "$applicationNo", "day": "$grantedOn", "itemCode": "$item=unclassified" } }
            """),
    ];
}
