import type { Words } from './types'

export default {
  update: ['有新版本，点此更新（已填内容不受影响）', 'A new version is ready: tap to update (what you typed stays)'],
  records: ['记录', 'Records'],
  applications: ['申请', 'Applications'],
  record: ['记服务', 'Record'],
  demand: ['报需求', 'Demand'],
  apply: ['申请', 'Apply'],
  matching: ['对接', 'Matching'],
  mine: ['我的', 'Mine'],
  pull: ['下拉刷新', 'Pull to refresh'],
  desk: ['电脑版', 'Desk version'],
  done: ['已办理', 'Done'],
} as const satisfies Words
