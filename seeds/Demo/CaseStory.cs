using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>Tells a planned case from the clue to the archive.</summary>
internal sealed class CaseStory(StoryWorld world, StoryLog log, int year)
{
    private readonly SeedWorkdays calendar = world.Calendar;
    private readonly DemoRandom random = world.Random(year, "case-steps");

    /// <summary>Adds the steps of the case to its log; nothing is told yet.</summary>
    public void Add(DemoCase @case)
    {
        if (@case.OnSpot)
        {
            AddOnSpot(@case);
            return;
        }

        AddFiling(@case);
        AddNotes(@case);
        switch (@case.Outcome)
        {
            case CaseOutcome.Penalty:
                AddPreparation(@case);
                AddDecision(@case);
                break;
            case CaseOutcome.NoPenalty:
                AddInvestigation(@case);
                AddNoPenalty(@case);
                break;
            case CaseOutcome.Withdrawn:
                On(@case, @case.Ended, "case.withdrawn", json =>
                {
                    json.Day("day", @case.Ended);
                    json.WriteString("reason", "违法事实不能成立");
                });
                break;
            default:
                AddTransfer(@case);
                break;
        }
    }

    /// <summary>What is late is acknowledged a few days after; a decision without notice is disposed of a month after.</summary>
    private void AddNotes(DemoCase @case)
    {
        switch (@case.Flaw)
        {
            case CaseFlaw.TooLate:
                WarningNote.Acknowledge(@case.Log, calendar.OnOrAfter(@case.Filed.AddDays(104)), "W01", "case", "当事人下落不明，正在查找");
                break;
            case CaseFlaw.Undisclosed:
                WarningNote.Acknowledge(@case.Log, calendar.Add(@case.Ended, 10), "W02", "case", "公示平台接口故障，已报修");
                break;
            case CaseFlaw.WithoutNotice:
                WarningNote.Resolve(@case.Log, calendar.OnOrAfter(@case.Ended.AddDays(33)), "W06", "case", "已约谈承办人并整改");
                break;
            default:
                break;
        }
    }

    private static void On(DemoCase @case, DateOnly day, string name, Action<Utf8JsonWriter> data, string source = Sources.Cases) =>
        @case.Log.On(day, source, name, json =>
        {
            json.WriteString("caseId"u8, @case.Id);
            data(json);
        });

    private static void OnDay(DemoCase @case, DateOnly day, string name, Action<Utf8JsonWriter>? more = null) =>
        On(@case, day, name, json =>
        {
            json.Day("day", day);
            more?.Invoke(json);
        });

    private void AddFiling(DemoCase @case)
    {
        var filed = @case.Filed;
        // Not before the year in which the case is told: what went before is told already.
        var offence = filed.AddDays(-Math.Min(filed.DayOfYear - 1,
            @case.Origin == "offsite" ? random.Between(5, 20) : random.Between(0, 3)));
        if (@case.Origin is "complaint" or "referral" or "offsite" && random.Percent(35))
        {
            @case.ClueId = @case.Id.Replace("CASE", "CLUE", StringComparison.Ordinal);
            var clue = log.Subject(@case.ClueId, @case.Mix.Team, @case.Mix.Item);
            clue.At(new DateTimeOffset(filed.ToDateTime(new TimeOnly(8, random.Between(0, 35))), StoryLog.Shanghai), Sources.Cases,
                "case.clueReceived", json =>
            {
                json.WriteString("clueId", @case.ClueId);
                json.WriteString("teamId", @case.Mix.Team);
                json.WriteString("origin", @case.Origin);
                json.Day("day", filed);
                json.Day("offenceOn", offence);
            });
            clue.Tell();
        }

        if (@case.Origin == "offsite")
        {
            AddEvidence(@case, offence);
        }

        On(@case, filed, "case.filed", json =>
        {
            json.WriteString("caseNo", @case.Number);
            json.WriteString("teamId", @case.Mix.Team);
            json.WriteString("decidingAuthority", @case.Authority);
            json.WriteString("procedure", "Ordinary");
            json.WriteString("primaryItemCode", @case.Mix.Item);
            json.Party(@case.Party);
            json.Day("filedOn", filed);
            json.Officers(@case.Officers);
            json.Day("offenceOn", offence);
            json.WriteString("origin", @case.Origin);
            if (@case.ClueId is not null)
            {
                json.WriteString("clueId", @case.ClueId);
            }

            if (@case.ActNo is not null)
            {
                json.WriteString("actNo", @case.ActNo);
            }

            if (@case.Vehicle is not null)
            {
                json.WriteString("vehicle", @case.Vehicle);
            }
        });
        AttachedRecord.Add(@case.Log, "case", @case.Id, "Text", filed);
    }

    /// <summary>
    /// The device's record is reviewed technically and legally within three working days, and only then used (行政处罚法 art. 41).
    /// </summary>
    private void AddEvidence(DemoCase @case, DateOnly captured)
    {
        var evidence = log.Subject(@case.Id.Replace("CASE", "EVI", StringComparison.Ordinal), @case.Mix.Team, @case.Mix.Item);
        var technical = Before(random.Between(1, 2));
        var legal = Before(random.Between(2, 3));
        Step(captured, "evidence.captured", json =>
        {
            json.WriteString("teamId", @case.Mix.Team);
            json.WriteString("deviceId", $"DEV-{random.Between(1, 12):D2}");
            json.WriteString("itemCode", @case.Mix.Item);
        });
        Step(technical, "evidence.reviewed", json => json.WriteString("kind", "Technical"));
        Step(legal, "evidence.reviewed", json => json.WriteString("kind", "Legal"));
        Step(@case.Filed, "evidence.used", json => json.WriteString("caseId", @case.Id));
        evidence.Tell();

        DateOnly Before(int workingDays)
        {
            var day = calendar.Add(captured, workingDays);
            return day < @case.Filed ? day : @case.Filed;
        }

        void Step(DateOnly day, string name, Action<Utf8JsonWriter> more) => evidence.On(day, Sources.Cases, name, json =>
        {
            json.WriteString("evidenceId", evidence.Subject);
            json.Day("day", day);
            more(json);
        });
    }

    private void AddInvestigation(DemoCase @case)
    {
        var closed = @case.Investigated;
        if (@case.Flaw == CaseFlaw.LongDetention)
        {
            AddLongDetention(@case);
        }
        else if (random.Percent(@case.Mix.SeizurePercent))
        {
            var lifted = calendar.Add(@case.Filed, random.Between(3, 15));
            var until = @case.Filed.AddDays(30);
            OnDay(@case, @case.Filed, "case.measureTaken", json =>
            {
                json.WriteString("kind", "Detain");
                json.Day("until", until);
            });
            AttachedRecord.Add(@case.Log, "case", @case.Id, "Video", @case.Filed);
            lifted = lifted > until ? calendar.OnOrBefore(until) : lifted;
            OnDay(@case, lifted < closed ? lifted : closed, "case.measureLifted", json => json.WriteString("kind", "Detain"));
        }
        else if (random.Percent(8))
        {
            var docNo = $"示例存〔{year}〕{@case.Id[^6..]}号";
            OnDay(@case, @case.Filed, "case.evidencePreserved", json => json.WriteString("docNo", docNo));
            OnDay(@case, calendar.Add(@case.Filed, random.Between(2, 5)), "case.evidenceHandled", json => json.WriteString("docNo", docNo));
        }

        if (@case is { SuspendedOn: { } suspended, ResumedOn: { } resumed })
        {
            OnDay(@case, suspended, "case.suspended", json => json.WriteString("reason", "等待检验鉴定"));
            OnDay(@case, resumed, "case.resumed", json => json.WriteString("reason", "检验鉴定完成"));
        }

        if (@case.ExtensionApproved is { } approved)
        {
            On(@case, approved, "case.extended", json =>
            {
                json.Day("approvedOn", approved);
                json.Day("newDue", @case.Filed.AddDays(120));
                json.WriteString("approverRole", "Head");
                json.WriteString("reason", "案情复杂");
            });
        }

        OnDay(@case, closed, "case.investigationClosed", json =>
        {
            json.WriteString("proposal", @case.IsPenalty ? "Penalty" : "NoPenalty");
            if (@case.Discussed is not null)
            {
                json.WriteBoolean("discussionRequired", true);
            }
        });
        if (@case.ReviewReturned is { } returned)
        {
            OnDay(@case, returned, "case.legalReviewed", json => Review(json, "Returned"));
        }

        OnDay(@case, @case.LegallyReviewed, "case.legalReviewed", json => Review(json, "Passed"));
    }

    /// <summary>Detained for 30 days, extended once, released two days before the end (COE-02, COE-03).</summary>
    private void AddLongDetention(DemoCase @case)
    {
        Measure(@case.Filed, "case.measureTaken", until: @case.Filed.AddDays(30));
        AttachedRecord.Add(@case.Log, "case", @case.Id, "Video", @case.Filed);
        Measure(calendar.OnOrBefore(@case.Filed.AddDays(28)), "case.measureExtended", until: @case.Filed.AddDays(60));
        OnDay(@case, calendar.OnOrBefore(@case.Filed.AddDays(58)), "case.measureLifted", json => json.WriteString("kind", "Detain"));

        void Measure(DateOnly day, string name, DateOnly until) => OnDay(@case, day, name, json =>
        {
            json.WriteString("kind", "Detain");
            json.Day("until", until);
        });
    }

    private static void Review(Utf8JsonWriter json, string outcome)
    {
        json.WriteString("outcome", outcome);
        json.WriteString("reviewerId", "OFF-T10-01");
    }

    private void AddPreparation(DemoCase @case)
    {
        AddInvestigation(@case);
        if (@case.Discussed is { } discussed)
        {
            OnDay(@case, discussed, "case.discussed", json =>
            {
                json.WriteString("outcome", "Agreed");
                json.WriteNumber("attendees", 5);
            });
        }

        if (@case.Flaw == CaseFlaw.WithoutNotice)
        {
            return;
        }

        On(@case, @case.Noticed, "case.noticeServed", json =>
        {
            json.WriteString("docNo", $"示例告〔{year}〕{@case.Id[^6..]}号");
            json.Day("servedOn", @case.Noticed);
            json.WriteBoolean("hearingRight", @case.HearingRight);
            json.WriteString("method", "Direct");
            if (@case.Waived)
            {
                json.Day("waivedOn", @case.Noticed);
            }
        });
        if (@case.Statement is { } statement)
        {
            OnDay(@case, statement, "case.statementMade", json => json.WriteBoolean("accepted", false));
        }

        if (@case is { HearingRequested: { } requested, HearingHeld: { } held })
        {
            OnDay(@case, requested, "case.hearingRequested");
            var noticeDay = calendar.Add(requested, 1);
            OnDay(@case, held, "case.hearingHeld", json => json.Day("noticeDay", noticeDay));
            AttachedRecord.Add(@case.Log, "case", @case.Id, "Audio", held);
        }
    }

    private void AddDecision(DemoCase @case)
    {
        var disclosed = @case.Flaw != CaseFlaw.None || !(@case.Party.IsPerson && random.Percent(3));
        On(@case, @case.Ended, "case.decided", json =>
        {
            json.WriteString("docNo", $"示例决〔{year}〕{@case.Id[^6..]}号");
            json.Day("decidedOn", @case.Ended);
            json.Texts("kinds", Kinds(@case));
            json.WriteNumber("fine", @case.Fine);
            json.WriteNumber("confiscated", @case.Confiscated);
            json.WriteBoolean("disclosureRequired", disclosed);
            if (!disclosed)
            {
                json.WriteString("disclosureExemptReason", "不具有一定社会影响");
            }

            json.WriteString("aggravation", "General");
        });
        if (disclosed)
        {
            Publish(@case);
        }

        AddService(@case);
        var settled = AddPayment(@case, out var paid, out var reason);
        var closed = calendar.Add(settled, random.Between(1, 8));
        On(@case, closed, "case.closed", json =>
        {
            json.Day("day", closed);
            json.WriteString("reason", reason);
            json.WriteNumber("paidTotal", paid);
        });
        var archived = calendar.OnOrBefore(closed.AddDays(random.Between(9, 28)));
        OnDay(@case, archived, "case.archived", json => json.WriteString("fileNo", $"示例卷{@case.Id[5..]}"));
        if (random.Percent(8))
        {
            AddFileReview(@case, calendar.Add(archived, random.Between(5, 40)));
        }
    }

    private static string[] Kinds(DemoCase @case)
    {
        if (@case.Mix.FineYuan[1] == 0 && !@case.OnSpot)
        {
            return ["RevokePermit"];
        }

        return @case switch
        {
            { Fine: > 0, Confiscated: > 0 } => ["Fine", "ConfiscateGains"],
            { Fine: > 0, Mix.Item: "S09" } => ["Warning", "Fine"],
            { Fine: > 0 } => ["Fine"],
            _ => ["Warning"],
        };
    }

    /// <summary>Within seven working days of the decision (DIS-01).</summary>
    private void Publish(DemoCase @case)
    {
        var day = @case.Flaw switch
        {
            CaseFlaw.LastDays or CaseFlaw.LongDetention => calendar.Add(@case.Ended, 7),
            CaseFlaw.Undisclosed => calendar.OnOrAfter(calendar.Add(@case.Ended, 7).AddDays(26)),
            CaseFlaw.RecordedLate => calendar.Add(@case.Ended, 4),
            _ => calendar.Add(@case.Ended, 1 + random.Skewed(0, 4, 3)),
        };
        var delay = TimeSpan.FromDays(@case.Flaw == CaseFlaw.RecordedLate ? 14 : 0);
        @case.Log.On(day, Sources.Supervision, "decision.published", json => Publication.Write(json, "case", @case.Id, day), delay);
    }

    private void AddService(DemoCase @case)
    {
        var method = random.Pick(["Direct", "Direct", "Direct", "Direct", "EServe", "EServe", "Mail", "Left"]);
        var byNotice = random.PerMille(6) && @case.Flaw == CaseFlaw.None;
        if (byNotice)
        {
            var started = calendar.Add(@case.Ended, 3);
            @case.Served = started.AddDays(30);
            // Told when the notice goes up: from then on service is not overdue, though it counts only after thirty days (PEN-11).
            On(@case, started, "case.served", json =>
            {
                json.Day("servedOn", @case.Served);
                json.WriteString("method", "Public");
                json.Day("noticeStartedOn", started);
            });
            return;
        }

        On(@case, @case.Served, "case.served", json =>
        {
            json.Day("servedOn", @case.Served);
            json.WriteString("method", method);
        });
    }

    /// <summary>Payment within 15 days, late with surcharge, in parts, or by the court; returns the day on which all is settled.</summary>
    private DateOnly AddPayment(DemoCase @case, out long paid, out string reason)
    {
        paid = @case.Fine + @case.Confiscated;
        reason = "paid";
        var due = calendar.OnOrAfter(@case.Served.AddDays(15));
        var drawn = random.Between(1, 1000);
        if (paid == 0)
        {
            return @case.Served;
        }

        if (drawn <= 20 || @case.Flaw == CaseFlaw.Unpaid)
        {
            paid = 0;
            reason = "courtAccepted";
            return AddCourt(@case);
        }

        if (drawn <= 40 && @case.Fine >= 1_000_000)
        {
            return AddInstalments(@case, due);
        }

        var day = @case.Served.AddDays(random.Skewed(0, 14, 2));
        if (drawn <= 80)
        {
            var late = random.Between(1, 25);
            day = due.AddDays(late);
            // 3 % a day, never more than the fine itself (art. 72); fines here are whole hundreds of fen.
            var surcharge = Math.Min(@case.Fine, @case.Fine / 100 * 3 * late);
            paid += surcharge;
            if (surcharge > 0)
            {
                Pay(@case, day, surcharge, "Surcharge");
                // The surcharge is the agency's own enforcement, which ends when it is paid (行政强制法 art. 12).
                OnDay(@case, day, "case.enforced", json =>
                {
                    json.WriteString("kind", "Surcharge");
                    json.WriteString("outcome", "Completed");
                });
            }
        }

        if (@case.Fine > 0)
        {
            Pay(@case, day, @case.Fine, "Fine");
        }

        if (@case.Confiscated > 0)
        {
            Pay(@case, day, @case.Confiscated, "Confiscation");
        }

        return day;
    }

    private static void Pay(DemoCase @case, DateOnly day, long amount, string kind, int part = 1) =>
        On(@case, day, "case.paid", json =>
        {
            json.WriteNumber("amount", amount);
            json.Day("paidOn", day);
            json.WriteString("kind", kind);
            json.WriteString("receiptNo", $"示例据{@case.Id[5..]}-{kind[0]}{part}");
        });

    private DateOnly AddInstalments(DemoCase @case, DateOnly due)
    {
        var granted = calendar.OnOrBefore(due);
        var until = due.AddDays(60);
        var first = @case.Fine / 2;
        On(@case, granted, "case.instalmentGranted", json =>
        {
            json.Day("day", granted);
            json.Day("until", until);
            json.WriteStartArray("parts");
            foreach (var (partDue, amount) in new[] { (due, first), (until, @case.Fine - first) })
            {
                json.WriteStartObject();
                json.Day("due", partDue);
                json.WriteNumber("amount", amount);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
        Pay(@case, due, first, "Fine");
        var last = until.AddDays(-random.Between(0, 20));
        Pay(@case, last, @case.Fine - first, "Fine", 2);
        if (@case.Confiscated > 0)
        {
            Pay(@case, last, @case.Confiscated, "Confiscation");
        }

        return last;
    }

    /// <summary>Demand, ten working days, application within three months after the six months to sue (PEN-18, PEN-19).</summary>
    private DateOnly AddCourt(DemoCase @case)
    {
        var demanded = calendar.OnOrAfter(@case.Served.AddMonths(6).AddDays(random.Between(5, 20)));
        var applied = @case.Flaw == CaseFlaw.Unpaid
            ? calendar.OnOrBefore(@case.Served.AddMonths(9).AddDays(-3))
            : calendar.Add(demanded, random.Between(11, 20));
        var accepted = calendar.Add(applied, random.Between(4, 7));
        OnDay(@case, demanded, "case.demandServed");
        OnDay(@case, applied, "case.courtApplied");
        OnDay(@case, accepted, "case.courtAccepted", json => json.WriteString("courtNo", $"示例行审{@case.Id[5..]}"));
        return accepted;
    }

    private void AddFileReview(DemoCase @case, DateOnly day)
    {
        var score = random.Percent(3) ? random.Between(52, 59) : 99 - random.Skewed(0, 32, 2);
        @case.Log.On(day, Sources.Manual, "fileReview.scored", json =>
        {
            json.WriteString("caseId", @case.Id);
            json.Day("day", day);
            json.WriteNumber("score", score);
            json.WriteString("grade", score >= 90 ? "Excellent" : score >= 60 ? "Pass" : "Fail");
        });
    }

    private void AddNoPenalty(DemoCase @case)
    {
        var reason = random.Pick(["Minor", "Minor", "FirstOffence", "FirstOffence", "NoFault", "FactsNotProved"]);
        On(@case, @case.Ended, "case.noPenalty", json =>
        {
            json.Day("decidedOn", @case.Ended);
            json.WriteString("reason", reason);
            json.WriteString("docNo", $"示例不罚〔{year}〕{@case.Id[^6..]}号");
        });
        Publish(@case);
    }

    private static void AddTransfer(DemoCase @case)
    {
        var police = @case.Outcome == CaseOutcome.ToPolice;
        if (police)
        {
            OnDay(@case, @case.Ended, "case.crimeSuspected");
        }

        OnDay(@case, @case.Ended, "case.transferred", json =>
        {
            json.WriteString("target", police ? "Police" : "Agency");
            json.WriteString("reason", police ? "涉嫌犯罪" : "不属于本机关管辖");
            json.Day("approvedOn", @case.Ended);
            json.WriteString("receiptNo", $"示例移{@case.Id[5..]}");
        });
    }

    private void AddOnSpot(DemoCase @case)
    {
        var day = @case.Ended;
        var collected = @case.Fine is > 0 and <= 10_000;
        var recorded = calendar.OnOrAfter(day);
        On(@case, day, "case.onSpotDecided", json =>
        {
            json.WriteString("docNo", @case.Number);
            json.WriteString("teamId", @case.Mix.Team);
            json.WriteString("decidingAuthority", @case.Authority);
            json.Party(@case.Party);
            json.Day("decidedOn", day);
            json.Texts("kinds", Kinds(@case));
            json.WriteNumber("fine", @case.Fine);
            json.Officers(@case.Officers);
            json.WriteString("primaryItemCode", @case.Mix.Item);
            if (@case.Vehicle is not null)
            {
                json.WriteString("vehicle", @case.Vehicle);
            }

            json.WriteBoolean("collectedOnSpot", collected);
            json.Day("recordedOn", recorded);
            json.WriteBoolean("disclosureRequired", true);
        });
        var paid = day;
        if (@case.Fine > 0)
        {
            paid = collected ? day : day.AddDays(random.Skewed(0, 12, 2));
            Pay(@case, paid, @case.Fine, "Fine");
        }

        Publish(@case);
        var closed = calendar.Add(paid, random.Between(1, 5));
        On(@case, closed, "case.closed", json =>
        {
            json.Day("day", closed);
            json.WriteString("reason", @case.Fine > 0 ? "paid" : "performed");
            json.WriteNumber("paidTotal", @case.Fine);
        });
    }
}
