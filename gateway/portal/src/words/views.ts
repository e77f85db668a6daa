import type { Words } from './types'

/** Tabs above lists. */
export default {
  mine: ['待我办理', 'Waits on me'],
  late: ['已超期', 'Late'],
  all: ['全部', 'All'],
  returned: ['已退回', 'Returned'],
  by_clock: ['按时限', 'By their clock'],
  on_notice: ['公示中', 'Published'],
  published: ['已公布', 'Published'],
  in_force: ['执行中', 'In force'],
  open: ['进行中', 'Open'],
  closed: ['已办结', 'Closed'],
  to_confirm: ['待确认', 'To confirm'],
  to_accept: ['待接收', 'To accept'],
  to_answer: ['待答复', 'To answer'],
  to_approve: ['待审核', 'To approve'],
  to_pay: ['待支付', 'To pay'],
  to_decide: ['待处理', 'To decide'],
  noticed: ['已告知，待申辩', 'Noticed'],
  answered: ['已申辩，待决定', 'Answered'],
  imposed: ['已决定', 'Imposed'],
  appealed: ['申诉中', 'Appealed'],
  appeals: ['申诉待决定', 'Appeals to decide'],
  coming: ['即将举办', 'Coming'],
  changes: ['变更申请', 'Changes'],
  open_now: ['公示中', 'Open now'],
} as const satisfies Words
