/** Words of the yearly tables and of what they count: key, Chinese, English. @type {Record<string, [string, string]>} */
export const tableTexts = {
  "counter.penaltiesForCity": ["其中以市局名义", "Of these for the city bureau"],
  "counter.penaltiesForCity.note": [
    "处罚合计中以市局名义作出的决定，按决定日计；统计年报只计本机关作出的。",
    "Of the penalties those in the name of the city bureau, on the day of decision; yearly tables count the bureau's own alone.",
  ],
};
