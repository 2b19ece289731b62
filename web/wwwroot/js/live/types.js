/**
 * Shapes that come from the server (JSON, camelCase; money in fen, days `yyyy-MM-dd`, instants RFC 3339).
 *
 * @typedef {Record<string, number>} Counters  a counter that is 0 may be left out
 * @typedef {{day?: Counters, month?: Counters, year?: Counters, period?: Counters}} PeriodCounters
 * @typedef {{cases?: number, licences?: number, tasks?: number, rectifications?: number,
 *            byStage?: Record<string, number>, ageing?: Record<string, number>}} Open
 * @typedef {{numerator: number, denominator: number, pending?: number, value?: number|null}} Metric
 * @typedef {"blue"|"yellow"|"red"|"breach"} Level
 * @typedef {{blue?: number, yellow?: number, red?: number, breach?: number, acknowledged?: number}} LevelCounts
 * @typedef {{rule: string, kind: string, subject: string, team?: string, item?: string, level: Level, due?: string,
 *            since?: string, events?: number, silentSince?: string, acknowledged?: boolean}} TopWarning  `due` is left out where no
 *            day is set; `events`: of a source, how many wait in quarantine, or came late after the silence that began `silentSince`
 * @typedef {LevelCounts & {rules?: Record<string, LevelCounts>, top?: Record<string, TopWarning>}} Warnings
 *   `top`: the most urgent, never all, by rule, kind and id, in no order (see `mostUrgent`)
 * @typedef {{day: string, team?: string, item?: string, act?: string, counted?: boolean, combined?: boolean}} Visit
 * @typedef {{year: number, counted: number, cap: number|null, list?: Visit[]}} Visits
 * @typedef {{at: string, type: string, team?: string, item?: string, party?: string, name?: string}} Recent
 *   whom it concerns by kind, or by name where that may be shown
 * @typedef {{name?: string, nameEn?: string, order?: number, version?: number, category?: string, counters?: PeriodCounters,
 *            open?: Open, metrics?: Record<string, Metric>, warnings?: Warnings, unheard?: boolean, silent?: boolean,
 *            kind?: "jurisdiction"}} Part  `silent`: all sources that tell of it are silent now; `kind`: of a jurisdiction that lies in
 *            another, where it stands among the teams
 *
 * @typedef {object} ViewDocument
 * @property {string} view       e.g. `team/T01`
 * @property {number} version    rises with every change
 * @property {string} asOf       instant
 * @property {string} day        the civil day in Asia/Shanghai that `counters.day` counts
 * @property {string} [name]
 * @property {string} [nameEn]
 * @property {boolean} [demo]
 * @property {boolean} [workday]
 * @property {"workday"|"makeup"|"weekend"|"holiday"} [dayKind]
 * @property {string} [holiday]
 * @property {boolean} [calendarProvisional]  no calendar is published for this year
 * @property {string} [rulesVersion]
 * @property {{kind: string, version: string, reason: string}} [lawProblem]  what was published and cannot be in force
 * @property {number} [conflicts]  records in it that may be others recorded twice
 * @property {{conflicts: number, late: number, marked: number, quarantined: number, unknown: number}} [quality]  of a jurisdiction
 * @property {number} [setAside]  subjects that could not be folded or judged and count in nothing
 * @property {boolean} [unheard]  nothing was ever told of it: that is not zero
 * @property {Record<string, string>} [sources]  second of the last event received, by source; those heard from last
 * @property {number} [sourcesUnheard]  sources that are to be heard from and never were
 * @property {PeriodCounters} [counters]
 * @property {Open} [open]
 * @property {Record<string, Metric>} [metrics]
 * @property {Warnings} [warnings]
 * @property {Record<string, Record<string, number>>} [deadlines]  of the next 14 days, today the first: by last day and rule how many
 *   limits end that nothing has met yet; a day on which none does is left out
 * @property {{today: Record<string, number>, usual?: Record<string, number>, days?: number}} [hours]  of a team or a jurisdiction: how
 *   many events happened in each hour of today (`09`), and the median of `days` earlier days of the same weekday, where there are any
 * @property {{open: number, overdue: number, listed: number}} [orders]  supervision orders, where any is open
 * @property {{open: number, overdue: number, done: number}} [duties]  of the year, where there are any
 * @property {{open: number, overdue: number}} [complaints]  where any is open
 * @property {Visits} [visits]  in the view of an enterprise
 * @property {{days?: Record<string, Counters>, months?: Record<string, Counters>}} [trend]
 * @property {Record<string, Recent>} [recent]  by an id that rises with time
 * @property {Record<string, Part>} [teams]
 * @property {Part & {id: string}} [within]  the jurisdiction that this one lies in
 * @property {Record<string, Part>} [items]
 *
 * @typedef {{article?: string, articleEn?: string, confidence?: string, unverified?: boolean}} Sourced
 * @typedef {{name: string, nameEn?: string}} Named
 * @typedef {Sourced & Named & {id: string, n: number, unit: string, role?: string, trigger?: string, note?: string, noteEn?: string,
 *            items?: Record<string, number>, from?: string}} LimitRule
 * @typedef {Sourced & Named & {id: string}} GuardRule
 * @typedef {Sourced & Named & {id: string, condition?: string, conditionEn?: string, limit?: string|null, yellow?: number|null,
 *            red?: number|null, unit?: string|null, atEvent?: boolean, from?: string}} WarningRule
 * @typedef {Named & {id: string, definition?: string, definitionEn?: string, numerator?: string[], denominator?: string[],
 *            pending?: string[], attributionZh?: string, attributionEn?: string, kind?: string, target?: number|null, unit?: string,
 *            snapshot?: boolean, scope?: string, basis?: string, basisEn?: string, confidence?: string, unverified?: boolean}} MetricRule
 *
 * @typedef {object} RuleSet  the answer of `/api/rules`
 * @property {string} current
 * @property {{version: string, reason: string, sentence?: {chinese: string, english: string}}[]} [problems]  versions that are left out
 * @property {{version: string, missing: string[], other: string[]}} [shipped]  entries of this release's rule set that these lack
 * @property {{version: string, effectiveFrom?: string, publishedAt?: string, name?: string, nameEn?: string}[]} [versions]
 * @property {LimitRule[]} [limits]
 * @property {GuardRule[]} [guards]
 * @property {WarningRule[]} [warnings]
 * @property {Record<string, any>} [parameters]
 * @property {MetricRule[]} [metrics]
 *
 * @typedef {object} Frame
 * @property {string} view
 * @property {number} version
 * @property {number|null} [base]   the version `patch` starts from
 * @property {string} at            instant at which the server sent it
 * @property {string} [commit]
 * @property {ViewDocument|null} [full]
 * @property {Record<string, unknown>|null} [patch]  RFC 7396
 * @property {string} [digest]      of the whole document at `version`
 * @property {string} [roundMissing]  instant since which no round through the ledger has come back: what happens may not be recorded
 */
export {};
