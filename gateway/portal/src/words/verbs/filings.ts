// What befell a filing (history[].action).
import type { Words } from '../types'

export default {
  filed: ['备案', 'Filed'],
  entered: ['导入已有备案', 'Entered as filed before'],
  changed: ['信息变更', 'Changed'],
  suspended: ['暂停', 'Suspended'],
  resumed: ['恢复有效', 'In force again'],
  restored: ['恢复备案', 'Restored'],
  cancelled: ['取消备案', 'Cancelled'],
  replaced: ['调整', 'Replaced'],
  expired: ['期满', 'Expired'],
  unmerged: ['合并撤销', 'Merger undone'],
} as const satisfies Words
