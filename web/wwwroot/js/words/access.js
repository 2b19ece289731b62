/** Words of signing in, of reading personal detail, and of who looks: key, Chinese, English. @type {Record<string, [string, string]>} */
export const accessTexts = {
  "signIn.provider": ["统一身份认证登录", "Sign in at the identity provider"],
  "signIn.or": ["或使用本系统账号", "or with an account of this product"],
  "signIn.code": [
    "身份已确认。请输入手机验证器上的动态验证码。",
    "You are known. Enter the code that your authenticator shows.",
  ],
  "signIn.subject": ["您的统一身份认证标识（请告知管理员）：{subject}", "Your subject at the identity provider, to be told an operator: {subject}"],
  "signIn.problem.noAccount": [
    "统一身份认证已通过，但您在本系统还没有账号。请管理员添加账号并绑定下面的标识。",
    "The identity provider knows you, but you have no account here. Ask an operator to add one and to bind it to the subject below.",
  ],
  "signIn.problem.noRole": [
    "统一身份认证已通过，但没有给您本系统的角色。请统一身份认证的管理员授予角色。",
    "The identity provider knows you, but gives you no role here. Ask who keeps it for a role of this product.",
  ],
  "signIn.problem.closed": ["您的账号已停用。如需恢复，请联系管理员。", "Your account is closed. Ask an operator if you need it again."],
  "signIn.problem.nameTaken": [
    "本系统已有同名账号，不会自动合并。请管理员将该账号绑定下面的标识。",
    "There is an account of your name here already, and none is joined by its name. Ask an operator to bind it to the subject below.",
  ],
  "signIn.problem.denied": ["统一身份认证没有批准登录。", "The identity provider did not let you sign in."],
  "signIn.problem.failed": [
    "统一身份认证未完成：回应不可信或已过期。请重新登录；反复出现时请告知管理员。",
    "Signing in was not completed: the answer could not be trusted or came too late. Try again; if it happens again, tell an operator.",
  ],
  "signIn.problem.unreachable": [
    "统一身份认证暂时无法连接。请稍后再试，或使用本系统账号登录。",
    "The identity provider cannot be reached. Try again later, or sign in with an account of this product.",
  ],
  "person.code": ["动态验证码", "Code of the authenticator"],
  "person.subject": ["统一身份认证标识", "Subject at the identity provider"],
  "person.subjectHint": ["统一身份认证标识（没有则留空）", "Subject at the identity provider (or empty)"],
  "people.change": ["修改", "Change"],
  "people.changed": ["{name} 已修改", "{name} is changed"],
  "people.added": ["已添加 {name}，从统一身份认证登录", "{name} was added, and signs in at the identity provider"],
  "account.factor.due": [
    "您的角色须启用动态验证码；启用之前只能打开本页。",
    "Your roles need a second factor; until it is begun, only this page is open to you.",
  ],
};
