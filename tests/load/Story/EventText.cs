using System.Globalization;
using System.Text.Json;

namespace Dashboard.Load.Story;

/// <summary>Writes one event of a workload as a CloudEvent with the fields the catalogue requires; about 400 bytes.</summary>
internal sealed class EventText(Utf8JsonWriter json, Workload workload, DateTimeOffset now)
{
    private readonly Firms firms = Firms.Among(workload.Teams.Length);
    private readonly int today = DateOnly.FromDateTime(now.DateTime).DayNumber;

    public void Write(int index, in Fact fact)
    {
        var subject = workload.SubjectId(fact);
        var day = DateOnly.FromDayNumber(fact.Day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var at = fact.EndedAt != default ? fact.EndedAt : fact.Day == today ? now : now.AddDays(fact.Day - today);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, workload.EventId(index));
        json.WriteString("source"u8, Workload.Source(fact.Kind));
        json.WriteString("type"u8, Workload.EventType(fact.Kind));
        json.WriteString("subject"u8, subject);
        json.WriteString("time"u8, at);
        json.WriteString("teamid"u8, workload.Teams[fact.Team]);
        json.WriteString("itemcode"u8, ItemOf(fact));
        json.WriteNumber("seq"u8, fact.Sequence);
        json.WriteString("op"u8, "i"u8);
        json.WriteStartObject("data"u8);
        WriteData(fact, subject, day, at);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteData(in Fact fact, string subject, string day, DateTimeOffset at)
    {
        switch (fact.Kind)
        {
            case FactKind.CaseFiled:
                json.WriteString("caseId"u8, subject);
                json.WriteString("caseNo"u8, $"甬海交〔{day[..4]}〕{subject}");
                json.WriteString("teamId"u8, workload.Teams[fact.Team]);
                json.WriteString("decidingAuthority"u8, fact.IsForCity ? "City" : "District");
                json.WriteString("procedure"u8, "Ordinary"u8);
                json.WriteString("primaryItemCode"u8, ItemOf(fact));
                WriteParty(fact);
                json.WriteString("filedOn"u8, day);
                WriteOfficers(fact);
                if (fact.Vehicle > 0)
                {
                    json.WriteString("vehicle"u8, $"浙B·{fact.Vehicle:D6}");
                }

                break;
            case FactKind.InvestigationClosed:
                json.WriteString("caseId"u8, subject);
                json.WriteString("day"u8, day);
                json.WriteString("proposal"u8, "拟予处罚"u8);
                break;
            case FactKind.NoticeServed:
                json.WriteString("caseId"u8, subject);
                json.WriteString("docNo"u8, $"告〔{day[..4]}〕{subject}");
                json.WriteString("servedOn"u8, day);
                json.WriteBoolean("hearingRight"u8, fact.Fine > 2_000_000);
                break;
            case FactKind.CaseDecided:
                json.WriteString("caseId"u8, subject);
                json.WriteString("docNo"u8, $"罚〔{day[..4]}〕{subject}");
                json.WriteString("decidedOn"u8, day);
                WriteKinds(fact.Confiscated > 0);
                json.WriteNumber("fine"u8, fact.Fine);
                json.WriteNumber("confiscated"u8, fact.Confiscated);
                json.WriteBoolean("disclosureRequired"u8, true);
                json.WriteString("aggravation"u8, "General"u8);
                break;
            case FactKind.CaseServed:
                json.WriteString("caseId"u8, subject);
                json.WriteString("servedOn"u8, day);
                json.WriteString("method"u8, "Direct"u8);
                break;
            case FactKind.CasePaid:
                json.WriteString("caseId"u8, subject);
                json.WriteNumber("amount"u8, fact.Fine);
                json.WriteString("paidOn"u8, day);
                json.WriteString("kind"u8, "Fine"u8);
                json.WriteString("receiptNo"u8, $"R{fact.Subject:D8}");
                break;
            case FactKind.CaseClosed:
                json.WriteString("caseId"u8, subject);
                json.WriteString("day"u8, day);
                json.WriteString("reason"u8, "paid"u8);
                json.WriteNumber("paidTotal"u8, fact.Fine);
                break;
            case FactKind.OnSpotDecided:
                json.WriteString("caseId"u8, subject);
                json.WriteString("docNo"u8, $"当罚〔{day[..4]}〕{subject}");
                json.WriteString("teamId"u8, workload.Teams[fact.Team]);
                WriteParty(fact);
                json.WriteString("decidedOn"u8, day);
                WriteKinds(false);
                json.WriteNumber("fine"u8, fact.Fine);
                WriteOfficers(fact);
                json.WriteString("primaryItemCode"u8, ItemOf(fact));
                break;
            case FactKind.InspectionStarted:
                json.WriteString("actNo"u8, subject);
                json.WriteString("category"u8, Workload.Categories[fact.Category].Name);
                json.WriteString("form"u8, "OnSite"u8);
                json.WriteString("teamId"u8, workload.Teams[fact.Team]);
                WriteItems(fact);
                if (fact.Task > 0)
                {
                    json.WriteString("taskId"u8, Workload.TaskId(fact));
                }

                WriteParty(fact);
                WriteOfficers(fact);
                json.WriteString("codeShownAt"u8, at.AddMinutes(-1));
                json.WriteString("startedAt"u8, at.AddMinutes(-1));
                json.WriteBoolean("viaMobile"u8, true);
                break;
            case FactKind.InspectionCompleted:
                json.WriteString("actNo"u8, subject);
                json.WriteString("endedAt"u8, at);
                json.WriteString("result"u8, fact.Problem ? "Rectify" : "NoProblem");
                json.WriteBoolean("recordAttached"u8, !fact.Unrecorded);
                if (fact.Problem)
                {
                    var due = DateOnly.FromDayNumber(fact.Day + 15);
                    json.WriteString("rectifyDue"u8, due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                }

                break;
            case FactKind.LicenceAccepted:
                json.WriteString("applicationNo"u8, subject);
                json.WriteString("itemCode"u8, ItemOf(fact));
                json.WriteString("day"u8, day);
                json.WriteNumber("promisedWd"u8, 5);
                break;
            case FactKind.LicenceDecided:
                json.WriteString("applicationNo"u8, subject);
                json.WriteString("itemCode"u8, ItemOf(fact));
                json.WriteString("day"u8, day);
                json.WriteString("outcome"u8, "Granted"u8);
                break;
            case FactKind.DecisionPublished:
                json.WriteString("subjectType"u8, "case"u8);
                json.WriteString("subjectId"u8, subject);
                json.WriteString("day"u8, day);
                json.WriteString("url"u8, $"https://example.invalid/gs/{subject}");
                break;
            case FactKind.TeamUpserted:
                json.WriteString("teamId"u8, subject);
                json.WriteString("name"u8, $"增设中队 {subject} {Wording(fact)}");
                json.WriteString("status"u8, "active"u8);
                json.WriteNumber("order"u8, fact.Subject + 2);
                if (fact.District > 0)
                {
                    json.WriteString("parentId"u8, Workload.DistrictCode(fact.District));
                }

                break;
            case FactKind.DistrictUpserted:
                json.WriteString("teamId"u8, subject);
                json.WriteString("name"u8, $"第{fact.Subject}区");
                json.WriteString("status"u8, "Jurisdiction"u8);
                json.WriteNumber("order"u8, fact.Subject);
                json.WriteString("parentId"u8, workload.City);
                break;
            case FactKind.ItemUpserted:
                json.WriteString("itemCode"u8, subject);
                json.WriteString("name"u8, $"增设事项 {fact.Subject + 1} {Wording(fact)}");
                json.WriteString("category"u8, "道路"u8);
                json.WriteString("level"u8, "main"u8);
                break;
            case FactKind.OfficerUpserted:
                json.WriteString("officerId"u8, subject);
                json.WriteString("name"u8, $"执法人员{fact.Subject} {Wording(fact)}");
                json.WriteString("teamId"u8, workload.Teams[fact.Team]);
                json.WriteBoolean("post"u8, true);
                json.WriteString("status"u8, "active"u8);
                json.WriteString("certNo"u8, $"ZR{fact.Subject:D8}");
                json.WriteString("certValidFrom"u8, "2024-01-01"u8);
                json.WriteString("certValidTo"u8, "2099-12-31"u8);
                break;
            case FactKind.ObjectUpserted:
                json.WriteString("uscc"u8, subject);
                json.WriteString("name"u8, $"海曙运输示例{fact.Subject}有限公司 {Wording(fact)}");
                WriteItems(fact);
                break;
            case FactKind.PlanPublished:
                json.WriteString("planId"u8, subject);
                json.WriteNumber("year"u8, int.Parse(day.AsSpan(0, 4), CultureInfo.InvariantCulture));
                json.WriteString("category"u8, "Random"u8);
                WriteItems(fact);
                json.WriteStartArray("teamIds"u8);
                json.WriteStringValue(workload.Teams[fact.Team]);
                json.WriteEndArray();
                json.WriteString("start"u8, $"{day[..4]}-01-01");
                json.WriteString("end"u8, $"{day[..4]}-12-31");
                json.WriteNumber("targetCount"u8, 5000);
                break;
            case FactKind.TaskIssued:
                json.WriteString("taskId"u8, subject);
                json.WriteString("planId"u8, Workload.PlanId(fact));
                json.WriteString("category"u8, "Random"u8);
                WriteItems(fact);
                json.WriteStartArray("objectUscc"u8);
                json.WriteEndArray();
                json.WriteString("teamId"u8, workload.Teams[fact.Team]);
                json.WriteString("due"u8, $"{day[..4]}-12-31");
                break;
            default:
                throw new InvalidOperationException($"{fact.Kind} is not written.");
        }
    }

    /// <summary>What of a register's entry changes from one delivery to the next.</summary>
    private static string Wording(in Fact fact) => $"第{fact.Sequence}版";

    private string ItemOf(in Fact fact) => Workload.ItemCode(workload.Shape.FirstItem + fact.Item);

    private void WriteItems(in Fact fact)
    {
        json.WriteStartArray("itemCodes"u8);
        json.WriteStringValue(ItemOf(fact));
        json.WriteEndArray();
    }

    private void WriteParty(in Fact fact)
    {
        var (number, code) = fact.Firm > 0 ? (fact.Firm, Firms.Shared(fact.Firm)) : firms.Of(fact.Team, fact.Subject);
        json.WriteStartObject("party"u8);
        json.WriteString("kind"u8, "LegalPerson"u8);
        json.WriteString("displayName"u8, $"海曙运输示例{number}有限公司");
        json.WriteString("codeType"u8, "uscc"u8);
        json.WriteString("code"u8, code);
        json.WriteEndObject();
    }

    private void WriteOfficers(in Fact fact)
    {
        json.WriteStartArray("officers"u8);
        for (var officer = 0; officer < 2; officer++)
        {
            json.WriteStartObject();
            json.WriteString("certNo"u8, $"ZJ{fact.Team:D4}{(fact.Subject + officer) % 12:D4}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteKinds(bool confiscation)
    {
        json.WriteStartArray("kinds"u8);
        json.WriteStringValue("Fine"u8);
        if (confiscation)
        {
            json.WriteStringValue("ConfiscateGains"u8);
        }

        json.WriteEndArray();
    }
}
