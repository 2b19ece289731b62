import { t } from "./i18n.js";

/**
 * @typedef {(value: string, of: (name: string) => string) => string|null} Problem  what is wrong with a value; `of`: those of other fields
 * @typedef {{name: string, input?: Record<string, any>, problem?: Problem, kind?: "list"|"check"|"number", team?: boolean}} FieldOf
 *   `team`: a choice of the registered teams
 * @typedef {{id: string|null, idProblem?: (value: string) => string|null, fields: FieldOf[], columns: string[], searched?: boolean,
 *   seeded?: boolean, texts?: Record<string, (row: any) => string>}} Register
 *   `id`: key of the words of its id; null where there is one entry only; `seeded`: some come with the product; `texts`: what columns say
 *   that are no fields
 */

/** Letters and digits of a unified social credit code (GB 32100), without I, O, S, V, Z. */
const CREDIT_CODE = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const CREDIT_CLASSES = ["", "A", "B", "C", "D", "E"];
const LEVELS = ["National", "Province", "City", "District"];

/** @param {string} value */
export const required = (value) => (value === "" ? t("field.required") : null);

/** @param {string} value */
const code = (value) => (/^[^\s/]{1,40}$/.test(value) ? null : t("field.code"));

/** @param {string} value */
export const creditCode = (value) => (CREDIT_CODE.test(value) ? null : t("field.creditCode"));

/** @param {string} value */
const creditCodeOrNone = (value) => (value === "" ? null : creditCode(value));

/** @type {Problem} */
const afterItsBeginning = (value, of) => (value !== "" && value <= of("certValidFrom") ? t("field.certOrder") : null);

/** What is kept on the set-up pages: columns of the list, and fields of the form. @type {Record<string, Register>} */
export const REGISTERS = {
  bureaus: {
    id: null,
    columns: ["name", "nameEn"],
    fields: [
      { name: "name", problem: required, input: { maxlength: 100 } },
      { name: "nameEn", input: { maxlength: 100 } },
    ],
  },
  teams: {
    id: "register.teams.id",
    idProblem: code,
    seeded: true,
    columns: ["name", "nameEn", "order"],
    fields: [
      { name: "name", problem: required, input: { maxlength: 100 } },
      { name: "nameEn", input: { maxlength: 100 } },
      { name: "order", kind: "number", input: { type: "number", min: 0, max: 98 } },
    ],
  },
  items: {
    id: "register.items.id",
    idProblem: code,
    seeded: true,
    columns: ["name", "nameEn", "category", "randomListed", "claim", "checklist"],
    texts: {
      claim: (row) => row.claim?.day ?? t("duty.unclaimed"),
      checklist: (row) =>
        row.checklist ? t("duty.version.is", { version: row.checklist.version, count: row.checklist.points.length }) : t("duty.unlisted"),
    },
    fields: [
      { name: "name", problem: required, input: { maxlength: 200 } },
      { name: "nameEn", input: { maxlength: 200 } },
      { name: "category", problem: required, input: { maxlength: 40 } },
      { name: "level", input: { options: LEVELS.map((level) => [level, t(`level.of.${level}`)]), value: "District" } },
      { name: "randomListed", kind: "check", input: { type: "checkbox" } },
    ],
  },
  officers: {
    id: "register.officers.id",
    idProblem: code,
    columns: ["teamId", "certNo", "certValidTo", "post"],
    fields: [
      { name: "teamId", team: true, problem: required },
      { name: "certNo", input: { maxlength: 40 } },
      { name: "certValidFrom", input: { type: "date" } },
      { name: "certValidTo", input: { type: "date" }, problem: afterItsBeginning },
      { name: "post", kind: "check", input: { type: "checkbox", checked: true } },
      { name: "correction", kind: "check", input: { type: "checkbox" } },
    ],
  },
  enterprises: {
    id: "register.enterprises.id",
    idProblem: creditCode,
    searched: true,
    columns: ["name", "itemCodes", "creditClass", "capOverride"],
    fields: [
      { name: "name", problem: required, input: { maxlength: 200 } },
      { name: "itemCodes", kind: "list", input: { maxlength: 400, placeholder: "S01, S02" } },
      { name: "creditClass", input: { options: CREDIT_CLASSES.map((letter) => [letter, letter || "—"]) } },
      { name: "capOverride", kind: "number", input: { type: "number", min: 0, max: 1000 } },
      { name: "formerUscc", problem: creditCodeOrNone, input: { maxlength: 18 } },
    ],
  },
};
