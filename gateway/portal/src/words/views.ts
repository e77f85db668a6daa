import type { Words } from './types'

/** Tabs above lists. */
export default {
  mine: ['待我办理', 'Waits on me'],
  late: ['已超期', 'Late'],
  all: ['全部', 'All'],
  returned: ['已退回', 'Returned'],
  open: ['进行中', 'Open'],
  closed: ['已办结', 'Closed'],
} as const satisfies Words
