import type { Words } from './types'

/** The parts of a city's rulebook. */
export default {
  city: ['城市与日历', 'City and calendar'],
  calendar: ['工作日历', 'Working days'],
  words: ['词典与同义词', 'Words'],
  registry: ['注册与备案', 'Registration and filing'],
  dispatch: ['选派与协议', 'Selection and agreements'],
  records: ['工作记录', 'Service records'],
  appraisal: ['绩效评价', 'Appraisal'],
  funding: ['经费补助', 'Money'],
  training: ['培训', 'Training'],
} as const satisfies Words
