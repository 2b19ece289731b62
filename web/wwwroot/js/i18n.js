import { names } from "./names.js";

/**
 * Every text of the pages: key, Chinese, English. `{name}` is filled in. The terms are those of the field.
 * @type {Record<string, [string, string]>}
 */
export const texts = {
  "app.title": ["行政执法实时监督", "Live supervision of administrative enforcement"],
  "app.wall": ["总览", "Overview"],
  "app.loading": ["正在连接服务器，取得数据后立即显示…", "Connecting to the server; figures appear as soon as they arrive…"],
  "app.demo": ["演示数据", "DEMO DATA"],
  "app.demo.note": ["非真实执法数据", "not real enforcement data"],
  "app.skip": ["跳到内容", "Skip to content"],
  "app.language": ["EN", "中文"],
  "app.language.label": ["Switch to English", "切换到中文"],
  "app.back": ["返回", "Back"],

  "date.long": ["{year}年{month}月{date}日", "{date} {monthName} {year}"],
  "date.short": ["{month}月{date}日", "{date} {monthName}"],
  "date.month": ["{year}年{month}月", "{monthName} {year}"],
  "date.year": ["{year}年", "{year}"],
  "date.monthOnly": ["{month}月", "{monthName}"],
  "weekday.0": ["星期日", "Sunday"],
  "weekday.1": ["星期一", "Monday"],
  "weekday.2": ["星期二", "Tuesday"],
  "weekday.3": ["星期三", "Wednesday"],
  "weekday.4": ["星期四", "Thursday"],
  "weekday.5": ["星期五", "Friday"],
  "weekday.6": ["星期六", "Saturday"],
  "month.1": ["1月", "Jan"],
  "month.2": ["2月", "Feb"],
  "month.3": ["3月", "Mar"],
  "month.4": ["4月", "Apr"],
  "month.5": ["5月", "May"],
  "month.6": ["6月", "Jun"],
  "month.7": ["7月", "Jul"],
  "month.8": ["8月", "Aug"],
  "month.9": ["9月", "Sep"],
  "month.10": ["10月", "Oct"],
  "month.11": ["11月", "Nov"],
  "month.12": ["12月", "Dec"],
  "span.seconds": ["{seconds} 秒", "{seconds} s"],
  "span.minutes": ["{minutes} 分 {seconds} 秒", "{minutes} min {seconds} s"],
  "span.hours": ["{hours} 小时 {minutes} 分", "{hours} h {minutes} min"],
  "span.days": ["{days} 天 {hours} 小时", "{days} d {hours} h"],

  "day.workday": ["工作日", "Working day"],
  "day.makeup": ["调休上班", "Make-up working day"],
  "day.weekend": ["休息日", "Rest day"],
  "day.holiday": ["法定节假日", "Public holiday"],

  "period.day": ["今日", "Today"],
  "period.month": ["本月", "Month"],
  "period.year": ["本年", "Year"],
  "period.choose": ["期间", "Period"],
  "period.live": ["实时", "Live"],
  "period.kind.year": ["按年", "Year"],
  "period.kind.month": ["按月", "Month"],
  "period.kind.day": ["按日", "Day"],
  "period.closed": ["历史期间", "Closed period"],
  "period.previous": ["上一期", "Previous period"],
  "period.next": ["下一期", "Next period"],
  "period.back": ["回到实时", "Back to live"],

  "link.live": ["实时", "Live"],
  "link.connecting": ["连接中", "Connecting"],
  "link.doubt": ["等待数据", "Waiting"],
  "link.lost": ["已断开", "Disconnected"],
  "link.fetched": ["已取得", "Fetched"],
  "link.asOf": ["数据截至", "Figures as of"],
  "banner.lost": [
    "与服务器的连接已中断，正在自动重连。画面数字截至 {asOf}，已过 {age}。",
    "The link to the server is lost; reconnecting by itself. Figures are as of {asOf}, {age} ago.",
  ],
  "banner.silent": [
    "服务器暂无应答，正在检查连接。画面数字截至 {asOf}，已过 {age}。",
    "The server is silent; checking the link. Figures are as of {asOf}, {age} ago.",
  ],
  "banner.kept": [
    "服务器未连接，显示的是上次保存的数字，截至 {asOf}，已过 {age}。正在自动重连。",
    "No server. These are the last figures kept, as of {asOf}, {age} ago. Reconnecting by itself.",
  ],
  "banner.none": [
    "尚未连上服务器，暂无数字可显示。正在自动重连，无需操作。",
    "No server yet and no figures kept. Reconnecting by itself; nothing needs to be done.",
  ],
  "banner.request": [
    "未能从服务器取得数据（{reason}），正在自动重试。",
    "Could not get the data from the server ({reason}); trying again by itself.",
  ],
  "tile.stale": ["非实时 · {age}前", "Not live · {age} ago"],
  "tile.old": ["已过时 · {age}前", "Out of date · {age} ago"],

  "proof.sum.ok": ["合计 = 各中队之和", "Totals = sum of teams"],
  "proof.sum.bad": ["合计与各中队之和不符（{count} 项）", "Totals differ from the sum of teams ({count})"],
  "proof.sum.title": ["已核对 {compared} 个数", "{compared} figures compared"],
  "proof.digest.ok": ["与服务器一致", "Equal to the server"],
  "proof.digest.bad": ["与服务器不一致，正在重取", "Differs from the server; fetching again"],
  "proof.digest.none": ["尚未核对", "Not yet compared"],
  "proof.version": ["版本 {version}", "Version {version}"],

  "group.inspections": ["检查", "Inspections"],
  "group.cases": ["案件", "Cases"],
  "group.money": ["罚没款（元）", "Fines and confiscations (yuan)"],
  "group.licences": ["行政许可", "Licences"],
  "group.publications": ["公示", "Publication"],
  "group.disputes": ["复议 · 诉讼", "Reviews · lawsuits"],
  "group.patrols": ["巡查", "Patrols"],
  "group.quality": ["案卷与队伍", "Files and staff"],

  "counter.inspectionsRandom": ["双随机", "Random"],
  "counter.inspectionsRoutine": ["执法检查", "Routine"],
  "counter.inspectionsAdHoc": ["即时检查", "Ad hoc"],
  "counter.inspectionsWithProblem": ["发现问题", "With problem"],
  "counter.rectificationsOrdered": ["责令整改", "Rectifications ordered"],
  "counter.rectificationsPassed": ["整改通过", "Rectifications passed"],
  "counter.plansPublished": ["计划发布", "Plans published"],
  "counter.plansFinished": ["计划完成", "Plans finished"],
  "counter.tasksFinished": ["任务完成", "Tasks finished"],
  "counter.casesFiled": ["立案", "Filed"],
  "counter.casesDecided": ["处罚决定", "Decided"],
  "counter.casesOnSpot": ["当场处罚", "On the spot"],
  "counter.penalties": ["处罚合计", "Penalties"],
  "counter.casesNoPenalty": ["不予处罚", "No penalty"],
  "counter.casesWithdrawn": ["撤案", "Withdrawn"],
  "counter.casesTransferred": ["移送", "Transferred"],
  "counter.casesClosed": ["结案", "Closed"],
  "counter.finesFen": ["罚款", "Fines"],
  "counter.confiscatedFen": ["没收", "Confiscated"],
  "counter.finesAndConfiscationsFen": ["罚没款", "Fines and confiscations"],
  "counter.paidFen": ["入库", "Paid"],
  "money.decided": ["决定数", "Decided"],
  "counter.licencesAccepted": ["受理", "Accepted"],
  "counter.licencesDecided": ["办结", "Decided"],
  "counter.decisionsPublished": ["决定公示", "Decisions published"],
  "counter.reviewsReceived": ["复议", "Reviews"],
  "counter.reviewsConcluded": ["复议审结", "Reviews concluded"],
  "counter.reviewsCorrected": ["复议纠错", "Reviews corrected"],
  "counter.lawsuitsServed": ["诉讼", "Lawsuits"],
  "counter.lawsuitsConcluded": ["诉讼审结", "Lawsuits concluded"],
  "counter.lawsuitsLost": ["诉讼败诉", "Lawsuits lost"],
  "counter.patrolPersons": ["人次", "Officers"],
  "counter.patrolVehicles": ["车次", "Vehicles"],
  "counter.patrolViolations": ["违法", "Violations"],
  "counter.filesReviewed": ["案卷评查", "Files reviewed"],
  "counter.filesPassed": ["案卷合格", "Files passed"],
  "counter.filesExcellent": ["案卷优秀", "Files excellent"],
  "counter.accountabilities": ["责任追究", "Accountability"],
  "counter.trainingHours": ["培训学时", "Training hours"],

  "series.inspections": ["检查", "Inspections"],
  "series.casesFiled": ["立案", "Cases filed"],
  "series.penalties": ["处罚", "Penalties"],

  "stage.filed": ["已立案", "Filed"],
  "stage.investigating": ["调查取证", "Investigating"],
  "stage.suspended": ["中止", "Suspended"],
  "stage.investigationClosed": ["调查终结", "Investigation closed"],
  "stage.noticed": ["已告知", "Notice served"],
  "stage.decided": ["已决定", "Decided"],
  "stage.served": ["已送达", "Served"],
  "stage.executing": ["执行中", "Executing"],
  "stage.closed": ["已结案", "Closed"],
  "stage.noPenalty": ["不予处罚", "No penalty"],
  "stage.withdrawn": ["已撤案", "Withdrawn"],
  "stage.transferred": ["已移送", "Transferred"],

  "age.0-30": ["0–30", "0–30"],
  "age.31-60": ["31–60", "31–60"],
  "age.61-75": ["61–75", "61–75"],
  "age.76-90": ["76–90", "76–90"],
  "age.over90": [">90", ">90"],

  "metric.M01": ["公示率", "Disclosure rate"],
  "metric.M12": ["双随机完成率", "Random tasks done"],
  "metric.M27": ["复议纠错率", "Reviews corrected"],
  "metric.M28": ["诉讼败诉率", "Lawsuits lost"],
  "metric.M01.note": [
    "已公示的应公示决定 ÷ 到期或已公示的应公示决定（按决定日期）",
    "required decisions published ÷ those due or published (by decision date)",
  ],
  "metric.M12.note": [
    "已完成任务 ÷ 计划期满或已完成的任务（按计划截止日）",
    "tasks finished ÷ tasks whose plan has ended or that are finished (by plan end)",
  ],
  "metric.M27.note": [
    "复议中被撤销、变更、确认违法或无效、责令履行的 ÷ 审结的（按审结日期）",
    "reviews that annulled, changed, found unlawful or ordered performance ÷ concluded (by conclusion date)",
  ],
  "metric.M28.note": [
    "终审败诉的 ÷ 审结的（按审结日期）",
    "final judgments against ÷ concluded (by conclusion date)",
  ],
  "metric.numerator": ["分子", "Numerator"],
  "metric.denominator": ["分母", "Denominator"],
  "metric.pending": ["未到期", "Not yet due"],
  "metric.none": ["期内无到期事项", "nothing due in the period"],

  "panel.open": ["在办案件", "Open cases"],
  "panel.stages": ["按环节", "by stage"],
  "panel.open.unit": ["件在办", "open cases"],
  "panel.ageing": ["在办时长", "Age of open cases"],
  "panel.ageing.note": ["自立案起 · 天", "days since filing"],
  "panel.teams": ["执法中队", "Teams"],
  "panel.items": ["监管事项", "Supervision items"],
  "panel.metrics": ["合规指标", "Compliance"],
  "panel.metrics.note": ["本年", "this year"],
  "panel.months": ["近 12 个月", "Last 12 months"],
  "panel.days": ["近 30 天", "Last 30 days"],
  "panel.recent": ["实时动态", "Live"],
  "panel.counters": ["计数", "Counters"],
  "panel.openList": ["在办案件清单", "List of open cases"],
  "panel.timeline": ["经过", "Timeline"],
  "panel.facts": ["事实", "Facts"],
  "panel.counts": ["计入的数", "Counted in"],
  "panel.clocks": ["法定期限", "Statutory clocks"],
  "panel.guards": ["程序要件", "Procedural guards"],
  "panel.warnings": ["预警", "Warnings"],
  "sources.newest": ["{count} 个数据源 · 最近 {at}", "{count} sources · latest {at}"],

  "open.licences": ["许可在办", "Licences open"],
  "open.tasks": ["任务在办", "Tasks open"],
  "open.rectifications": ["整改在办", "Rectifications open"],

  "col.item": ["事项", "Item"],
  "col.team": ["中队", "Team"],
  "col.inspections": ["检查", "Insp."],
  "col.problems": ["问题", "Prob."],
  "col.filed": ["立案", "Filed"],
  "col.open": ["在办", "Open"],
  "col.penalties": ["处罚", "Penal."],
  "col.kind": ["类别", "Kind"],
  "col.id": ["编号", "Number"],
  "col.stage": ["环节", "Stage"],
  "col.title": ["摘要", "Title"],
  "col.first": ["起始日", "First day"],
  "col.last": ["最近日", "Last day"],
  "col.day": ["日期", "Day"],
  "col.age": ["时长", "Age"],
  "col.amount": ["数量", "Amount"],
  "col.amountFen": ["金额（元）", "Amount (yuan)"],
  "col.counter": ["计数", "Counter"],
  "col.month": ["月份", "Month"],
  "col.code": ["规则", "Rule"],
  "col.reason": ["原因", "Reason"],
  "col.received": ["收到时间", "Received"],
  "col.source": ["来源", "Source"],
  "col.type": ["类型", "Type"],
  "col.state": ["状态", "State"],
  "col.actions": ["处置", "Actions"],
  "age.days": ["{days} 天", "{days} d"],

  "table.page": ["第 {page} / {pages} 页", "Page {page} of {pages}"],
  "table.previous": ["上一页", "Previous page"],
  "table.next": ["下一页", "Next page"],
  "table.total": ["共 {total} 条", "{total} in all"],
  "table.empty": ["没有符合条件的记录", "Nothing matches"],
  "table.chart": ["图表数据", "Data of the chart"],
  "table.loading": ["正在取得…", "Loading…"],

  "team.card": ["打开 {name}", "Open {name}"],
  "team.inspections": ["检查", "Insp."],
  "team.filed": ["立案", "Filed"],
  "team.penalties": ["处罚", "Penal."],
  "team.open": ["在办", "Open"],
  "warning.red": ["红色预警", "Red"],
  "warning.yellow": ["黄色预警", "Yellow"],
  "warning.breach": ["已违规", "Breach"],

  "evidence.title": ["数字的依据", "What stands behind the number"],
  "evidence.close": ["关闭", "Close"],
  "evidence.more": ["下一页", "Next page"],
  "evidence.shown": ["画面数字", "On screen"],
  "evidence.total": ["明细条数", "Records"],
  "evidence.sum": ["明细合计", "Sum of the records"],
  "evidence.sum.part": ["已取得部分合计", "Sum so far"],
  "evidence.equal": ["明细与画面一致", "The records equal the number shown"],
  "evidence.differs": ["明细与画面不一致", "The records differ from the number shown"],
  "evidence.unknown": ["此画面没有显示这个数", "This number is not on this page"],
  "evidence.old": ["画面数字已非实时，暂不比较", "The number on screen is not live; not compared"],
  "evidence.checking": ["正在核对…", "Comparing…"],
  "evidence.loaded": ["已显示 {loaded} / {total} 条", "{loaded} of {total} shown"],
  "evidence.failed": ["取不到明细：{reason}", "Could not get the records: {reason}"],
  "evidence.retry": ["重试", "Try again"],
  "evidence.all": ["全部在办", "All open"],
  "evidence.empty": ["没有记录", "No records"],
  "evidence.age.note": ["按立案日期从全部在办案件中筛选", "picked from all open cases by day of filing"],

  "case.title": ["案件", "Case"],
  "case.seq": ["序号 {seq}", "seq {seq}"],
  "case.notApplied": ["未采用", "not applied"],
  "case.correction": ["更正", "correction"],
  "case.deletion": ["撤销", "deletion"],
  "case.received": ["收到 {at}", "received {at}"],
  "case.open": ["在办", "Open"],
  "case.done": ["已办结", "Done"],
  "case.passed": ["已满足", "Passed"],
  "case.failed": ["未满足", "Failed"],
  "case.due": ["到期 {due}", "due {due}"],
  "case.data": ["事件内容", "Event data"],
  "case.none": ["没有这条记录", "There is no such record"],
  "case.noCounts": ["尚未计入任何数", "Counted in nothing yet"],

  "view.none": ["没有这个对象：{id}", "There is nothing called {id}"],
  "enterprise.title": ["企业", "Enterprise"],
  "nav.subjects": ["记录查询", "Records"],
  "nav.quarantine": ["待处理数据", "Quarantine"],
  "nav.breadcrumbs": ["位置", "Breadcrumbs"],

  "filter.kind": ["类别", "Kind"],
  "filter.team": ["中队", "Team"],
  "filter.item": ["事项", "Item"],
  "filter.stage": ["环节", "Stage"],
  "filter.query": ["编号或摘要", "Number or title"],
  "filter.all": ["全部", "All"],
  "filter.apply": ["查询", "Search"],

  "kind.case": ["案件", "Case"],
  "kind.inspection": ["检查", "Inspection"],
  "kind.licence": ["许可", "Licence"],
  "kind.plan": ["双随机计划", "Random plan"],
  "kind.task": ["任务", "Task"],
  "kind.patrol": ["巡查", "Patrol"],
  "kind.publication": ["公示", "Publication"],
  "kind.review": ["复议", "Review"],
  "kind.lawsuit": ["诉讼", "Lawsuit"],
  "kind.fileReview": ["案卷评查", "File review"],
  "kind.supervision": ["监督文书", "Supervision document"],
  "kind.accountability": ["责任追究", "Accountability"],
  "kind.training": ["培训", "Training"],
  "kind.team": ["中队", "Team"],
  "kind.officer": ["执法人员", "Officer"],
  "kind.item": ["监管事项", "Supervision item"],
  "kind.object": ["监管对象", "Object of supervision"],

  "quarantine.note": [
    "未通过校验的上游数据在此保留，不会丢失；修正后可重试，确认无效可不采用。",
    "Upstream data that failed a check is kept here, never dropped; retry it once mended, or dismiss it.",
  ],
  "quarantine.retry": ["重试", "Retry"],
  "quarantine.dismiss": ["不采用", "Dismiss"],
  "quarantine.state.open": ["待处理", "Open"],
  "quarantine.state.dismissed": ["未采用", "Dismissed"],
  "quarantine.state.retried": ["已重试", "Retried"],
  "quarantine.done": ["已处理：{key}", "Done: {key}"],
  "quarantine.failed": ["未成功：{reason}", "Failed: {reason}"],

  "event.team.upserted": ["中队信息", "Team updated"],
  "event.officer.upserted": ["人员信息", "Officer updated"],
  "event.item.upserted": ["事项信息", "Item updated"],
  "event.item.claimed": ["事项认领", "Item claimed"],
  "event.item.unclaimed": ["取消认领", "Item unclaimed"],
  "event.checklist.published": ["检查实施清单发布", "Checklist published"],
  "event.object.upserted": ["监管对象信息", "Object updated"],
  "event.plan.published": ["抽查计划发布", "Random plan published"],
  "event.task.issued": ["任务下达", "Task issued"],
  "event.inspection.started": ["检查开始", "Inspection started"],
  "event.inspection.completed": ["检查完成", "Inspection completed"],
  "event.rectification.rechecked": ["整改复查", "Rectification rechecked"],
  "event.inspection.rated": ["企业评价", "Inspection rated"],
  "event.patrol.reported": ["巡查上报", "Patrol reported"],
  "event.case.clueReceived": ["收到线索", "Clue received"],
  "event.case.filed": ["立案", "Case filed"],
  "event.case.extended": ["办案延期", "Case extended"],
  "event.case.suspended": ["中止", "Case suspended"],
  "event.case.resumed": ["恢复", "Case resumed"],
  "event.case.evidencePreserved": ["先行登记保存", "Evidence preserved"],
  "event.case.evidenceHandled": ["登记保存处理", "Evidence handled"],
  "event.case.measureTaken": ["采取强制措施", "Measure taken"],
  "event.case.measureExtended": ["强制措施延期", "Measure extended"],
  "event.case.measureLifted": ["解除强制措施", "Measure lifted"],
  "event.case.investigationClosed": ["调查终结", "Investigation closed"],
  "event.case.legalReviewed": ["法制审核", "Legal review"],
  "event.case.discussed": ["集体讨论", "Collective discussion"],
  "event.case.noticeServed": ["告知送达", "Notice served"],
  "event.case.statementMade": ["陈述申辩", "Statement made"],
  "event.case.hearingRequested": ["申请听证", "Hearing requested"],
  "event.case.hearingHeld": ["举行听证", "Hearing held"],
  "event.case.decided": ["处罚决定", "Penalty decided"],
  "event.case.noPenalty": ["不予处罚", "No penalty"],
  "event.case.onSpotDecided": ["当场处罚", "On-the-spot penalty"],
  "event.case.served": ["决定送达", "Decision served"],
  "event.case.paid": ["缴款", "Payment"],
  "event.case.instalmentGranted": ["准予分期", "Instalments granted"],
  "event.case.demandServed": ["催告", "Demand served"],
  "event.case.courtApplied": ["申请法院执行", "Court execution applied for"],
  "event.case.courtAccepted": ["法院受理", "Court accepted"],
  "event.case.withdrawn": ["撤案", "Case withdrawn"],
  "event.case.transferred": ["移送", "Case transferred"],
  "event.case.closed": ["结案", "Case closed"],
  "event.case.archived": ["归档", "Case archived"],
  "event.decision.published": ["决定公示", "Decision published"],
  "event.decision.withdrawn": ["撤回公示", "Publication withdrawn"],
  "event.record.attached": ["记录归集", "Record attached"],
  "event.licence.accepted": ["许可受理", "Licence accepted"],
  "event.licence.extended": ["许可延期", "Licence extended"],
  "event.licence.decided": ["许可办结", "Licence decided"],
  "event.licence.issued": ["许可发证", "Licence issued"],
  "event.review.received": ["复议受理", "Review received"],
  "event.review.answered": ["复议答复", "Review answered"],
  "event.review.concluded": ["复议审结", "Review concluded"],
  "event.lawsuit.served": ["应诉通知", "Lawsuit served"],
  "event.lawsuit.answered": ["诉讼答辩", "Lawsuit answered"],
  "event.lawsuit.heard": ["开庭", "Lawsuit heard"],
  "event.lawsuit.judged": ["判决", "Lawsuit judged"],
  "event.fileReview.scored": ["案卷评查", "File reviewed"],
  "event.supervision.noticeIssued": ["监督文书下发", "Supervision document issued"],
  "event.supervision.replied": ["监督文书回复", "Supervision document answered"],
  "event.accountability.decided": ["责任追究", "Accountability decided"],
  "event.training.completed": ["培训完成", "Training completed"],
  "event.calendar.published": ["日历发布", "Calendar published"],
};

/**
 * @param {string} language `zh-CN` or `en`
 * @returns {(key: string, values?: Record<string, unknown>) => string} the key itself when there is no such text
 */
export function translator(language) {
  const column = language === "en" ? 1 : 0;
  return (key, values = {}) => {
    const text = Object.hasOwn(texts, key) ? texts[key][column] : key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  };
}

/** @returns {"zh-CN"|"en"} the language of this page: `?lang=en`, otherwise Chinese */
function pageLanguage() {
  const search = typeof location === "undefined" ? "" : location.search;
  return new URLSearchParams(search).get("lang") === "en" ? "en" : "zh-CN";
}

export const lang = pageLanguage();
export const t = translator(lang);

/** Whether there is such a text. @param {string} key */
export function has(key) {
  return Object.hasOwn(texts, key);
}

/** A text by key, or what the server calls it when the key is not known here. @param {string} key @param {string} otherwise */
export function known(key, otherwise) {
  return has(key) ? t(key) : otherwise;
}

/**
 * A name that comes from the reference data (a bureau, a team, an item). Those are Chinese; the English page
 * shows the English of the names it knows and otherwise the name as it is.
 * @param {string|null|undefined} name
 * @param {string} [otherwise]
 */
export function named(name, otherwise = "") {
  const text = name || otherwise;
  return lang === "en" && Object.hasOwn(names, text) ? names[text] : text;
}

/** Fills the texts of a page's own mark-up. @param {ParentNode} root */
export function translate(root) {
  for (const node of root.querySelectorAll("[data-i18n]")) {
    node.textContent = t(node.getAttribute("data-i18n") ?? "");
  }
  for (const node of root.querySelectorAll("[data-i18n-label]")) {
    node.setAttribute("aria-label", t(node.getAttribute("data-i18n-label") ?? ""));
  }
}
