import type { Words } from './types'

/** Figures of an officer's dashboard, each with its definition. */
export default {
  as_of: ['截至 {day}（{at} 读取）', 'As of {day} (read at {at})'],
  filings: ['有效备案', 'Filings in force'],
  filings_is: ['状态为“已备案”的备案数；暂停、取消、到期的不计。', 'Filings with the status “filed”; suspended, cancelled and expired ones are not counted.'],
  in_force: ['执行中的协议', 'Agreements in force'],
  in_force_is: ['状态为“已备案”的三方协议数，按派驻单位所在旗县区统计。', 'Agreements with the status “filed”, by the county of the host.'],
  soon: ['{n} 日内到期', 'Ending within {n} days'],
  soon_is: ['执行中、截止日在今日起 {n} 日内的协议数。', 'Agreements in force whose last day is within {n} days from today.'],
  demands: ['技术需求', 'Demands'],
  demands_is: ['全部技术需求，按当前状态统计。', 'All demands by their present status.'],
  agreements: ['全部协议', 'All agreements'],
  agreements_is: ['全部协议，按当前状态统计。', 'All agreements by their present status.'],
  endings: ['终止事项', 'Cases of ending'],
  endings_is: ['全部终止事项，按办理状态统计。', 'All cases of ending by where they stand.'],
  quotas: ['名额', 'Quotas'],
  no_quotas: ['本市规则对各类备案未设名额。', 'The rules of the city set no quotas.'],
  quotas_is: ['本年度各类名额、已用和剩余；依据见条文。', 'Places of this year, taken and left; see the article.'],
  counties: ['各旗县区', 'Counties'],
  counties_is: ['每格为一个旗县区：有效备案数与执行中的协议数。', 'Each tile is a county: filings and agreements in force.'],
  taken_of: ['已用 {taken} / {limit}，余 {left}', '{taken} of {limit} taken, {left} left'],
  no_limit: ['已用 {taken}，不设上限', '{taken} taken, no limit'],
  as_table: ['表格', 'Table'],
  open_list: ['打开清单', 'Open the list'],
} as const satisfies Words
