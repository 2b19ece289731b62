import { readFileSync } from "node:fs";

/** The text of a language's file of words. @param {"zh-CN"|"en"} language */
export const source = (language) => readFileSync(new URL(`../../web/wwwroot/js/words/${language}.json`, import.meta.url), "utf8");

/** The words of both languages. @type {Record<"zh-CN"|"en", Record<string, string>>} */
export const words = { "zh-CN": JSON.parse(source("zh-CN")), en: JSON.parse(source("en")) };
