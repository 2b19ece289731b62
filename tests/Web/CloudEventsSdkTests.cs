using System.Net;
using System.Net.Mime;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.Http;
using CloudNative.CloudEvents.SystemTextJson;

namespace Dashboard.Tests.Web;

/// <summary>Events as the SDKs of the CloudEvents project send them, in each content mode of the HTTP binding.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class CloudEventsSdkTests(PlainDashboard dashboard)
{
    private static readonly JsonEventFormatter Json = new();

    [Theory]
    [InlineData(ContentMode.Binary)]
    [InlineData(ContentMode.Structured)]
    public async Task The_CSharp_SDK_sends_one_event(ContentMode mode)
    {
        var team = await dashboard.NewTeamAsync();
        var told = Filed(team, "/试验/sdk");

        var first = await PostAsync(told.ToHttpContent(mode, Json));
        var again = await PostAsync(told.ToHttpContent(mode == ContentMode.Binary ? ContentMode.Structured : ContentMode.Binary, Json));

        Assert.Equal((1, 1), ((int)first["accepted"]!, (int)again["duplicates"]!));
        Assert.Equal(1, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("day", "casesFiled"));
    }

    [Fact]
    public async Task The_CSharp_SDK_sends_a_batch()
    {
        var team = await dashboard.NewTeamAsync();
        CloudEvent[] told = [Filed(team, "/test/sdk"), Filed(team, "/test/sdk"), Filed(team, "/test/sdk")];

        var receipt = await PostAsync(told.ToHttpContent(Json));

        Assert.Equal(3, (int)receipt["accepted"]!);
        Assert.Equal(3, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("day", "casesFiled"));
    }

    [Fact]
    public async Task The_JavaScript_SDK_sends_in_its_default_mode_structured_and_in_a_batch()
    {
        var script = SharedCases.InRepository("tests", "js", "sdk.js");
        Assert.SkipUnless(Directory.Exists(SharedCases.InRepository("tests", "js", "node_modules", "cloudevents")),
            "The npm package cloudevents is not installed in tests/js (tests/run installs it).");
        var team = await dashboard.NewTeamAsync();
        var told = Told.Filed("CASE", team);

        using var node = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("node")
        {
            ArgumentList = { script, $"{dashboard.Http.BaseAddress}api/events", told["data"]!.ToJsonString(), team },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, failed) = (await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken),
            await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, said + failed);
        Assert.Equal(["binary 200 1", "structured 200 1", "batch 200 2"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(4, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("day", "casesFiled"));
    }

    private static CloudEvent Filed(string team, string source)
    {
        var data = Told.Filed(Told.NewId("C"), team)["data"]!;
        var told = new CloudEvent
        {
            Id = Told.NewId("sdk"),
            Type = "enforcement.case.filed.v1",
            Source = new(source, UriKind.RelativeOrAbsolute),
            Subject = "案件/1",
            Time = DateTimeOffset.Parse(Told.EarlierToday),
            DataContentType = MediaTypeNames.Application.Json,
            Data = data,
        };
        told["teamid"] = team;
        told["itemcode"] = "S14";
        told["op"] = "i";
        told[CloudEventAttribute.CreateExtension("seq", CloudEventAttributeType.Integer)] = 3;
        told[CloudEventAttribute.CreateExtension("recordedat", CloudEventAttributeType.Timestamp)] = told.Time;
        return told;
    }

    private async Task<JsonObject> PostAsync(HttpContent content)
    {
        using (content)
        {
            using var answer = await dashboard.Http.PostAsync(new Uri("/api/events", UriKind.Relative), content,
                TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
            return JsonNode.Parse(text)!.AsObject();
        }
    }
}
