import type { Words } from './types'

/** Complaints and suggestions to a city's bureau. */
export default {
  lead: ['对备案、选派、服务、经费等事项的投诉和建议，由所选城市的科技主管部门答复。', 'Complaints and suggestions about filing, dispatch, service or money are answered by the science bureau of the city chosen.'],
  own: ['查看我提交的', 'See what I have sent'],
  contact: ['其他联系方式', 'Another way to reach them'],
  clock: ['答复期限', 'Answered within'],
  days: ['{n} 个工作日', '{n} working days'],
  no_rule: ['本市规则未作规定', 'The city’s rules do not say'],
  write: ['提交投诉或建议', 'Send a complaint or a suggestion'],
  about: ['涉及的编号或事项（选填）', 'A number or the matter (may be left out)'],
  county: ['涉及的旗县区（选填）', 'County concerned (may be left out)'],
  no_county: ['不涉及或不清楚', 'None, or not known'],
  county_answers: ['选择后由该旗县区科技管理部门办理', 'That county’s department will deal with it'],
  with: ['现由', 'With'],
  late: ['自 {on} 起逾期', 'Late since {on}'],
  name: ['您的姓名', 'Your name'],
  consent: ['同意主管部门为答复之目的使用我的联系方式', 'The bureau may use my contact to answer'],
  sent: ['已提交，编号：', 'Sent; its number:'],
  due: ['将于 {due} 前答复。', 'It will be answered by {due}.'],
  no_clock: ['本市规则未规定答复期限。', 'The city’s rules state no time for the answer.'],
  keep: ['请记下编号，凭编号和手机尾号可查询答复。', 'Keep the number: with it and the end of your phone number you can read the answer.'],
  another: ['再提交一件', 'Send another'],
  follow: ['查询答复', 'Read the answer'],
  number: ['投诉建议编号', 'Number of the complaint'],
  answer: ['{on} 答复：', 'Answered on {on}:'],
} as const satisfies Words
