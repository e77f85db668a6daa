import type { Words } from './types'

export default {
  home: ['首页', 'Home'],
  filing: ['备案', 'Filing'],
  matching: ['需求与对接', 'Demands and matching'],
  dispatch: ['派驻与协议', 'Dispatch'],
  records: ['工作记录', 'Records'],
  appraisal: ['考核评价', 'Appraisal'],
  money: ['经费', 'Money'],
  training: ['培训', 'Training'],
  credit: ['诚信', 'Credit'],
  rules: ['规则', 'Rules'],
  people: ['机构与人员', 'People and units'],
  platform: ['平台', 'Platform'],
} as const satisfies Words
