import type { Words } from './types'

/** What each screen is for, by noun. */
export default {
  general: ['本页显示您有权查看的内容。灰色按钮的原因和依据会在指针停留或获得焦点时显示。', 'This screen shows what you may see. A grey button says why, and by which article, when you point at it.'],
  articles: ['本市相关规定', 'The city’s rules behind it'],
  rulebook: ['按条文查看全部规则', 'All rules, by article'],
  ask: ['需要帮助，请联系本市科技主管部门或本单位管理员；办理中的事项请提供编号。', 'For help ask your city’s science bureau or your unit’s manager; quote the number of the matter.'],
} as const satisfies Words
