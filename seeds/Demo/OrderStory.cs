using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>
/// Supervision orders (督办单) of a difficult year: one every third working day on a team in turn, so that at any time some stand at each
/// stage. Of seven one is dismissed, one returned once, one late, one on the wall, one disputed, one recurs, and one goes as it should.
/// </summary>
internal sealed class OrderStory(StoryWorld world, StoryLog log, int year)
{
    private const int Every = 3, Courses = 7, Recurring = 5, DaysToReport = 10, LookBack = 20;

    /// <summary>So late that at any time one order is overdue: the next of its course is due by then.</summary>
    private const int LateReport = DaysToReport + (Every * Courses) + 1;

    private static readonly string[] Titles = ["检查实施清单未按时更新", "全过程记录归档不完整", "公示信息要素不全"];

    private readonly SeedWorkdays calendar = world.Calendar;

    public void Tell()
    {
        var number = 0;
        foreach (var day in calendar.Workdays(year).Where((_, at) => at % Every == 0).Where(day => day >= world.Demo.DifficultFrom))
        {
            Tell(day, number++);
        }
    }

    private void Tell(DateOnly day, int number)
    {
        var team = world.Enforcing[number % world.Enforcing.Count];
        var (id, item) = ($"DB-{year}-{number + 1:D4}", team.Items[0]);
        var order = log.Subject(id, team.Id, item);
        var due = calendar.Add(day, DaysToReport);
        Step(day, 9, "drafted", json =>
        {
            json.WriteString("origin", "Sampling");
            json.WriteString("severity", "Red");
            json.WriteString("teamId", team.Id);
            json.WriteString("title", Titles[number % Titles.Length]);
            Targets(json, item);
        });
        switch (number % Courses)
        {
            case 0:
                Step(calendar.Add(day, 2), 11, "dismissed", json => json.WriteString("reason", "已并入其他督办"));
                break;
            case 1:
                Issue(isListed: false);
                Answer(6);
                Step(calendar.Add(day, 7), 11, "returned", json => json.WriteString("reason", "佐证不足"));
                Report(9);
                Close(11);
                break;
            case 2:
                Issue(isListed: false);
                Answer(LateReport, closeAfter: 3, role: "R1");
                break;
            case 3:
                Issue(isListed: true);
                Answer(8, closeAfter: 2);
                break;
            case 4:
                Issue(isListed: false);
                Step(calendar.Add(day, 1), 15, "disputed", json => json.WriteString("reason", "不属本中队职责"));
                Step(calendar.Add(day, 3), 10, "upheld", static _ => { });
                Accept(4);
                Report(8);
                Close(10);
                break;
            case Recurring:
                Issue(isListed: false);
                Answer(4, closeAfter: 2);
                Accept(21);
                Report(38);
                Close(40, "R1");
                break;
            default:
                Issue(isListed: false);
                Answer(5, closeAfter: 3);
                break;
        }

        order.Tell();

        void Issue(bool isListed) => Step(day, 15, "issued", json =>
        {
            json.Day("due", due);
            json.WriteString("demand", "限期整改，并说明原因和防止再发的措施。");
            json.WriteString("byRole", isListed ? "R2" : "R3");
            json.WriteBoolean("listed", isListed);
        });

        void Answer(int reported, int closeAfter = 0, string role = "R3")
        {
            Accept(1);
            Report(reported);
            if (closeAfter > 0)
            {
                Close(reported + closeAfter, role);
            }
        }

        void Accept(int after) => Step(calendar.Add(day, after), 9, "accepted", static _ => { }, team.Id);

        void Report(int after) => Step(calendar.Add(day, after), 15, "reported", json =>
        {
            json.WriteString("cause", "Duty");
            json.WriteString("correction", "已补充完善。");
            json.WriteString("prevention", "明确专人每周核对。");
            json.WriteStartArray("evidence");
            json.WriteStartObject();
            json.WriteString("kind", "subject");
            json.WriteString("ref", $"item/{item}");
            json.WriteEndObject();
            json.WriteEndArray();
        }, team.Id);

        void Close(int after, string role = "R3")
        {
            Step(calendar.Add(day, after), 11, "closed", json => json.WriteString("byRole", role));
            var recurs = number % Courses == Recurring && after < LookBack;
            Step(calendar.Add(day, recurs ? LookBack : after + LookBack), 14, "lookedBack",
                json => json.WriteString("outcome", recurs ? "Recurred" : "Held"));
        }

        void Step(DateOnly on, int hour, string act, Action<Utf8JsonWriter> write, string by = "T10")
        {
            var at = new DateTimeOffset(on.ToDateTime(new TimeOnly(hour, 0)), StoryLog.Shanghai);
            order.At(at, Sources.Manual, $"order.{act}", json =>
            {
                json.WriteString("orderId", id);
                json.Day("day", on);
                json.Instant("at", at);
                if (act != "drafted")
                {
                    json.WriteString("by", $"OFF-{by}-01");
                }

                if (act is "returned")
                {
                    json.WriteString("byRole", "R3");
                }

                write(json);
            });
        }
    }

    private static void Targets(Utf8JsonWriter json, string item)
    {
        json.WriteStartArray("targets");
        json.WriteStartObject();
        json.WriteString("subjectType", "item");
        json.WriteString("subjectId", item);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
