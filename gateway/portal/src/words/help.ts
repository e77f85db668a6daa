import type { Words } from './types'

/** What each screen is for, by noun. */
export default {
  general: ['本页显示您有权查看的内容。灰色按钮的原因和依据会在指针停留或获得焦点时显示。', 'This screen shows what you may see. A grey button says why, and by which article, when you point at it.'],
  articles: ['本市相关规定', 'The city’s rules behind it'],
  rulebook: ['按条文查看全部规则', 'All rules, by article'],
  ask: ['需要帮助，请联系本市科技主管部门或本单位管理员；办理中的事项请提供编号。', 'For help ask your city’s science bureau or your unit’s manager; quote the number of the matter.'],
  messages: ['平台发给您的消息。点击一条即标为已读并打开相关事项；不想收到的类别可以屏蔽，仍需您办理的事项始终在首页。', 'What the platform tells you. A click reads one and opens its matter; a topic may be muted, what waits on you stays on the home page.'],
  jobs: ['导入、导出、试算等较久的工作在后台进行，关闭页面不影响。完成后在此下载结果。', 'Long work goes on in the background whether this page is open or not; its files are fetched here.'],
  me: ['您的资料、密码、登录设备、个人信息的使用情况和委托代行。', 'Your profile, password, devices, how your data is used, and delegation.'],
  units: ['在本市登记的单位：派出单位、派驻单位等。单位管理员在平台上代表单位。', 'Units registered in the city; a unit’s managers act for it here.'],
  persons: ['本市人员。证件号码和手机号默认隐去；查看完整号码须说明用途和理由，并记录在案，本人可见。', 'People of the city. Numbers are masked; reading them in full asks for a purpose and a reason and is recorded, for the person to see.'],
  duplicates: ['可能重复登记的单位和人员，对照后合并；合并可以在该单位或人员的详情中撤销。', 'Units and persons that may be there twice; compared, then merged. A merger is taken back in the detail of the unit or person.'],
  accounts: ['本市工作人员账户：开设、角色、停用、重置密码。一次性密码只显示一次。', 'Accounts of the city’s officers. A one-time password is shown only once.'],
  invitations: ['邀请同事或本单位人员加入。邀请链接只显示一次，请复制后发给本人。', 'Invite colleagues or people of your unit. The link is shown once: copy it and send it.'],
  sanctions: ['取消备案、暂停资格、列入诚信登记须先告知，听取陈述申辩后再作决定，当事人可以申诉。各期限见详情。', 'Cancelling, suspending and entering in a register: notice first, then the answer, then the decision, which may be appealed. Each clock stands in the detail.'],
  'credit-entries': ['科研诚信登记。期满自动终止；当事人可以申请信用修复。', 'Entries of credit; they end with their term, and one may ask for repair.'],
  'rulebook-proposals': ['修改规则先起草，经各部分检查、与现行版本对照、以往年数据试算后公布，并定施行日期；可恢复旧版。', 'Rules are changed by a draft: checked, compared, tried on past data, then published with a date; an older version can be restored.'],
  templates: ['本市自己的 Word 文书格式。上传时检查占位符；启用前可用样例数据预览；停用后使用平台默认模板。', 'The city’s own Word forms. Placeholders are checked on upload; preview with sample data before use; retired, the platform’s own form holds.'],
  peers: ['与本平台互认人员的其他平台。登记对方网址和公钥后，市级工作人员可在人员详情中查询。', 'Other installations that recognise the same people. Once address and keys are named, city officers ask them in a person’s detail.'],
  'audit-log': ['本市每一项办理的留痕：何人、何时、对何事项、依何条文。记录与办理同时写入，任何人不能修改或删除。', 'Every act in the city: who, when, on which record, by which article. Written together with the act; nobody can change or delete it.'],
  cities: ['平台上的城市。新城市先开设、再由本市工作人员公布首版规则。', 'Cities of the platform. A new one is opened, then its officers publish its first rules.'],
  imports: ['以 Excel 成批登记。先试导入看每行结果，再正式导入。', 'Register many by Excel: rehearse first, then import.'],
  complaints: ['投诉和建议由市科技局答复，或按本市设定转涉及的旗县区办理；逾期未答复的提醒办理方并上报市局。提交人凭编号或在此查看。联系方式只用于答复。', 'The city’s bureau answers, or the county concerned where the city has set so; who lets it wait is reminded and the bureau is told. Who sent one reads the answer by its number or here. Contacts are used to answer only.'],
} as const satisfies Words
