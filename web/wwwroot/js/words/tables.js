/** Words of the yearly tables and of what they count: key, Chinese, English. @type {Record<string, [string, string]>} */
export const tableTexts = {
  "nav.tables": ["统计表", "Yearly tables"],
  "tables.title": ["{year} 年行政执法统计表", "Yearly tables of {year}"],
  "tables.note": [
    "统计按决定日、本机关作出的计，不排名、不考核；每个数都能打开到所依据的记录。",
    "By the day of decision, of what this bureau decided; they rank and appraise nobody. Each number opens to its records.",
  ],
  "tables.asOf": ["截至 {day}", "Up to {day}"],
  "tables.asOf.open": ["截至 {day}，本年度未结束", "Up to {day}; the year is not over"],
  "tables.rules": ["规则集 {version}", "Rule set {version}"],
  "tables.digest": ["校验码 {digest}", "Digest {digest}"],
  "tables.only": ["仅含 {teams}，不是全局数据，不得公布", "Of {teams} only: not the bureau's figures, not to be published"],
  "tables.unit": ["单位", "Unit"],
  "tables.book": ["下载表格", "Take as XLSX"],
  "tables.print": ["打印", "Print"],
  "tables.close": ["收起", "Close"],
  "counter.penaltiesForCity": ["其中以市局名义", "Of these for the city bureau"],
  "counter.penaltiesForCity.note": [
    "处罚合计中以市局名义作出的决定，按决定日计；统计年报只计本机关作出的。",
    "Of the penalties those in the name of the city bureau, on the day of decision; yearly tables count the bureau's own alone.",
  ],
  "counter.penaltiesForCity.article": ["《行政处罚法》第十八条、第二十条", "Administrative Penalty Law arts. 18, 20"],
};
