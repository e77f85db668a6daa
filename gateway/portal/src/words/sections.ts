import type { Words } from './types'

/** Headings within details. */
export default {
  substance: ['内容', 'Substance'],
  parties: ['各方', 'Parties'],
  course: ['经过', 'Course'],
  followups: ['成效跟踪', 'Follow-ups'],
  relations: ['关联', 'Relations'],
  basis: ['依据', 'Basis'],
  term: ['期限', 'Term'],
  files: ['材料', 'Files'],
  money: ['金额', 'Money'],
  people: ['人员', 'People'],
  counts: ['数量', 'Counts'],
  scoring: ['评审', 'Scoring'],
  progress: ['进展报送', 'Progress'],
  turns: ['改派与延期', 'Reassigned and extended'],
  outcome: ['结果', 'Outcome'],
  scores: ['得分明细', 'Scores'],
  changes: ['变更内容', 'Asked to change'],
  unit_changes: ['变更记录', 'Changes'],
  clocks: ['期限', 'Clocks'],
  repair: ['信用修复', 'Repair'],
  facts: ['所依据的事实', 'Facts it rests on'],
  credit: ['信用核对', 'Credit check'],
  items: ['公示对象', 'Made public'],
  sent: ['发送内容（供接收方技术人员核对）', 'What was sent (for whoever runs the receiver)'],
} as const satisfies Words
