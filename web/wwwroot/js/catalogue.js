/** What there is to show, in its fixed order. Nothing here is ever ordered by a figure. */

/** Groups of counters on the wall's board. */
export const BOARD = [
  { group: "inspections", counters: ["inspectionsRandom", "inspectionsRoutine", "inspectionsAdHoc"] },
  { group: "cases", counters: ["casesFiled", "casesDecided", "casesOnSpot", "casesClosed"] },
  { group: "licences", counters: ["licencesAccepted", "licencesDecided"] },
  { group: "publications", counters: ["decisionsPublished"] },
  { group: "disputes", counters: ["reviewsReceived", "lawsuitsServed"] },
  { group: "patrols", counters: ["patrolPersons", "patrolVehicles", "patrolViolations"] },
];

/** Every counter of the contract, for the leaders' pages. Money is a plain figure, for information only. */
export const ALL = [
  {
    group: "inspections",
    counters: [
      "inspectionsRandom",
      "inspectionsRoutine",
      "inspectionsAdHoc",
      "inspectionsWithProblem",
      "rectificationsOrdered",
      "rectificationsPassed",
      "plansPublished",
      "plansFinished",
      "tasksFinished",
    ],
  },
  {
    group: "cases",
    counters: [
      "casesFiled",
      "casesDecided",
      "casesOnSpot",
      "penalties",
      "penaltiesForCity",
      "casesNoPenalty",
      "casesWithdrawn",
      "casesTransferred",
      "casesClosed",
    ],
  },
  { group: "money", counters: ["finesFen", "confiscatedFen", "finesAndConfiscationsFen", "paidFen"] },
  { group: "licences", counters: ["licencesAccepted", "licencesDecided"] },
  { group: "publications", counters: ["decisionsPublished"] },
  {
    group: "disputes",
    counters: ["reviewsReceived", "reviewsConcluded", "reviewsCorrected", "lawsuitsServed", "lawsuitsConcluded", "lawsuitsLost"],
  },
  { group: "patrols", counters: ["patrolPersons", "patrolVehicles", "patrolViolations"] },
  { group: "orders", counters: ["ordersIssued", "ordersClosed", "ordersReturned"] },
  { group: "year", counters: ["dutiesCompleted", "meetingsHeld", "publicityHeld", "lawCasesPublished"] },
  { group: "books", counters: ["documentsPublished", "opinionsGiven", "mediationsConcluded", "complaintsReceived", "complaintsClosed"] },
  {
    group: "quality",
    counters: ["filesReviewed", "filesPassed", "filesExcellent", "accountabilities", "trainingHours", "coursesHeld", "examsPassed"],
  },
];

export const COUNTERS = ALL.flatMap(({ counters }) => counters);
export const MONEY = "finesAndConfiscationsFen";
export const INSPECTIONS = ["inspectionsRandom", "inspectionsRoutine", "inspectionsAdHoc"];

/** What may be open, each a number by itself. */
export const OPEN_TOTALS = ["cases", "licences", "tasks", "rectifications"];

/** Stages of an open case, in the order of the procedure. */
export const OPEN_STAGES = ["filed", "investigating", "suspended", "investigationClosed", "noticed", "decided", "served", "executing"];
export const STAGES = [...OPEN_STAGES, "closed", "noPenalty", "withdrawn", "transferred", "merged", "setAside"];

/** Bands of age of open cases, in days since filing; from and to inclusive. */
export const AGES = [
  { band: "0-30", from: 0, to: 30 },
  { band: "31-60", from: 31, to: 60 },
  { band: "61-75", from: 61, to: 75 },
  { band: "76-90", from: 76, to: 90 },
  { band: "over90", from: 91, to: Infinity },
];

/** The gauges of the wall, in their fixed order. */
export const GAUGES = ["M01", "M02", "M05", "M07", "M08", "M11", "M15", "M24", "M04"];

/** Kinds of metrics: duties by law, conventions, information (which carries neither target nor colour). */
export const METRIC_KINDS = ["N", "K", "info"];

/** Levels of a warning, most severe first. A state has a shape as well as a colour and a word. */
export const LEVELS = /** @type {const} */ (["breach", "red", "yellow", "blue"]);
export const LEVEL_SHAPES = { breach: "✖", red: "■", yellow: "▲", blue: "◇", none: "○" };

/** Warnings of how often an enterprise is inspected. */
export const VISIT_WARNINGS = ["W11", "W12", "W13"];

/** The warning of cases not decided within their limit, and the levels it has. */
export const LIMIT_WARNING = { rule: "W01", levels: /** @type {const} */ (["breach", "red", "yellow"]) };

/** How far back the trend charts go, the present month and day included. */
export const MONTHS = 12;
export const DAYS = 30;

/** Series of the trend charts: a name and the counters it adds up. */
export const SERIES = [
  { name: "inspections", counters: INSPECTIONS },
  { name: "casesFiled", counters: ["casesFiled"] },
  { name: "penalties", counters: ["penalties"] },
];

export const SERIES_SHAPES = ["●", "▲", "■"];

export const KINDS = [
  "case",
  "clue",
  "inspection",
  "licence",
  "plan",
  "task",
  "patrol",
  "publication",
  "review",
  "lawsuit",
  "supervision",
  "accountability",
  "enterprise",
  "officer",
  "team",
  "item",
  "calendar",
  "rules",
  "evidence",
  "order",
  "document",
  "cleanup",
  "opinion",
  "mediation",
  "publicity",
  "complaint",
  "report",
  "agenda",
  "duty",
  "group",
  "meeting",
  "statement",
  "lawCase",
  "certPlan",
  "course",
  "contest",
  "year",
  "staff",
  "repeat",
  "cleanups",
];
