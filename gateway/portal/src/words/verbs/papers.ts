// The papers of a sanction (file[].action).
import type { Words } from '../types'

export default {
  notice: ['事先告知', 'Noticed'],
  defence: ['陈述申辩', 'Answered'],
  imposed: ['作出处理', 'Imposed'],
  dropped: ['不予处理', 'Dropped'],
  appeal: ['申诉', 'Appealed'],
  upheld: ['维持原处理', 'Upheld'],
  overturned: ['撤销原处理', 'Overturned'],
  not_restored: ['原备案不再恢复', 'Not restored'],
} as const satisfies Words
