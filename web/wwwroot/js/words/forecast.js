/** Words of officers' certificates, exams and courses, and of their forecast: key, Chinese, English. @type {Record<string, [string, string]>} */
export const forecastTexts = {
  "nav.forecast": ["持证预测", "Certificates ahead"],
  "kind.certPlan": ["取证计划", "Certification plan"],
  "kind.course": ["培训班", "Course"],
  "kind.contest": ["业务比武", "Contest"],
  "stage.planned": ["已计划", "Planned"],
  "stage.held": ["已举办", "Held"],
  "counter.examsPassed": ["资格考试通过", "Qualification exams passed"],
  "counter.examsPassed.note": ["通过执法资格考试的人次，按考试日计。", "Qualification exams passed, on the day of the exam."],
  "counter.coursesHeld": ["举办培训", "Courses held"],
  "counter.coursesHeld.note": ["举办的培训班，按举办日计。", "Courses that were held, on that day."],
  "event.certification.planned": ["取证计划", "Certification planned"],
  "event.certification.registered": ["报名取证", "Registered for certification"],
  "event.exam.taken": ["参加考试", "Exam taken"],
  "event.course.held": ["举办培训", "Course held"],
  "event.contest.held": ["举办业务比武", "Contest held"],
  "next.W46": [
    "另派有法律职业资格的人员审核，或者取得资格后登记。",
    "Have somebody with the legal qualification review, or register the qualification once it is there.",
  ],
};
