/**
 * Shapes that come from the server (JSON, camelCase; money in fen, days `yyyy-MM-dd`, instants RFC 3339).
 *
 * @typedef {Record<string, number>} Counters  a counter that is 0 may be left out
 * @typedef {{day?: Counters, month?: Counters, year?: Counters, period?: Counters}} PeriodCounters
 * @typedef {{cases?: number, licences?: number, tasks?: number, rectifications?: number,
 *            byStage?: Record<string, number>, ageing?: Record<string, number>}} Open
 * @typedef {{numerator: number, denominator: number, pending?: number, value?: number|null}} Metric
 * @typedef {{blue?: number, yellow?: number, red?: number, breach?: number, top?: unknown[]}} Warnings
 * @typedef {{at: string, type: string, team?: string, item?: string, text?: string}} Recent
 * @typedef {{name?: string, nameEn?: string, order?: number, version?: number, category?: string, counters?: PeriodCounters,
 *            open?: Open, metrics?: Record<string, Metric>, warnings?: Warnings}} Part
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
 * @property {Record<string, string>} [sources]  instant of the last event received, by source
 * @property {PeriodCounters} [counters]
 * @property {Open} [open]
 * @property {Record<string, Metric>} [metrics]
 * @property {Warnings} [warnings]
 * @property {{days?: Record<string, Counters>, months?: Record<string, Counters>}} [trend]
 * @property {Recent[]} [recent]
 * @property {Record<string, Part>} [teams]
 * @property {Record<string, Part>} [items]
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
 */
export {};
