import type { Words } from './types'

export default {
  roll: ['签到册', 'The roll'],
  code: ['现场签到码', 'The code for the room'],
  code_said: ['到场人员在本培训页面点“签到”，输入此码。', 'Whoever is in the room opens this session, presses “Attend” and types it.'],
  came: ['已到场', 'Came'],
  enrolled: ['已报名', 'Enrolled'],
  record: ['登记到场', 'Record as present'],
  recorded: ['已登记 {n} 人到场', '{n} recorded as present'],
  already: ['其中 {n} 人此前已登记', '{n} had been recorded before'],
  others: ['登记未报名的到场人员', 'Record somebody who had not enrolled'],
  year: ['{year} 年已参加培训 {sessions} 次、{hours} 学时', '{year}: {sessions} sessions, {hours} hours'],
  met: ['本年度要求已达到', 'This year’s duty is met'],
  unmet: ['本年度要求未达到', 'This year’s duty is not met yet'],
  sessions_due: ['每年不少于 {n} 次', 'at least {n} a year'],
  hours_due: ['每年不少于 {n} 学时', 'at least {n} hours a year'],
  nobody: ['尚无人报名或签到。', 'Nobody has enrolled or come yet.'],
} as const satisfies Words
