import type { Words } from './types'

/** Papers that the platform makes. */
export default {
  certificate: ['证书 PDF', 'Certificate (PDF)'],
  preview: ['以样例数据预览', 'Preview with sample data'],
  pdf: ['PDF', 'PDF'],
  word: ['Word', 'Word'],
  excel: ['Excel', 'Excel'],
} as const satisfies Words
