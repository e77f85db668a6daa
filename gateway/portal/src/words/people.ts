import type { Words } from './types'

/** Units, persons, accounts. */
export default {
  managers: ['本单位管理员', 'Managers of the unit'],
  no_manager: ['尚无管理员', 'Nobody manages it yet'],
  oneself: ['本人', 'yourself'],
  another_manager: ['另一名管理员', 'Another manager'],
  merged: ['合并情况', 'Mergers'],
  merged_into: ['已并入', 'Merged into'],
  came_in: ['并入本条的记录：', 'Merged into this record: '],
  undone: ['{on} 由{by}合并（{why}），{undone} 已撤销', 'Merged on {on} by {by} ({why}), taken back on {undone}'],
  unmerge: ['撤销合并', 'Take the merger back'],
  presence: ['登记情况', 'Where this person is known'],
  provincial: ['省级科技特派员', 'Listed by the province'],
  nowhere: ['没有备案', 'No filings'],
  readings: ['完整号码查看记录', 'Readings of the numbers in full'],
  roles: ['角色', 'Roles'],
  by_filing: ['随备案', 'By filing'],
  duplicates_why: ['以下记录可能是同一对象。请逐项对照，确定保留哪一条；另一条并入其中，今后的查询指向保留的记录。', 'These may be one and the same. Compare them and choose which stays; the other is merged into it and found there.'],
  score: ['相似度', 'Similarity'],
  keep: ['保留此条', 'Keep this one'],
  different: ['不同', 'differs'],
  looking: ['正在逐条比对，已查看 {n} 条……', 'Comparing record by record, {n} so far …'],
  no_duplicates: ['没有疑似重复的记录', 'No possible duplicates'],
} as const satisfies Words
