import type { Words } from './types'

/** The audit log: who did what, when, by which article. */
export default {
  when: ['时间', 'When'],
  who: ['办理人', 'Who'],
  what: ['办理事项', 'What was done'],
  record: ['对象', 'On which record'],
  reason: ['理由或意见', 'Reason or opinion'],
  article: ['依据', 'By which article'],
  for: ['代', 'For'],
  from: ['自', 'From'],
  to: ['至', 'Until'],
  type: ['办理类型', 'Kind of act'],
  account: ['办理人姓名', 'Who, by name'],
  kind: ['对象类别', 'Kind of record'],
  which: ['对象名称或编号', 'Record, by name'],
  silent: ['以下部分暂时没有应答，其记录未列出：{parts}', 'These parts do not answer now; their acts are missing: {parts}'],
  of_record: ['操作日志', 'Audit log'],
} as const satisfies Words
