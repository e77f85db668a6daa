import type { Words } from './types'

/** An edit that meets a newer version. */
export default {
  title: ['此记录已被他人修改', 'Somebody changed this record meanwhile'],
  todo: ['两个版本都在这里，均未丢失。', 'Both versions are here; neither is lost.'],
  both: ['以下内容两边都改了，请逐项选择保留哪一个（也可在下方另行填写）：', 'Both changed the following: choose which to keep, or write another below.'],
  choose: ['两边都改了此项，请先选择', 'Both changed this: choose first'],
  theirs: ['新版本', 'Newer version'],
  mine: ['您填写的', 'Yours'],
  taken: ['您未改动的内容已按新版本更新：{fields}', 'Taken over from the newer version, as you had not changed them: {fields}'],
  elsewhere: ['新版本的其他变化', 'Also different in the newer version'],
  was: ['原为', 'Was'],
  now: ['现为', 'Is now'],
  same: ['新版本中，这里所填的各项没有变化。', 'Nothing that is asked here differs in the newer version.'],
  again: ['确认无误后，再次提交即在新版本上办理。', 'When it is right, send again: it then applies to the newer version.'],
  reload: ['查看新版本（保留已填内容）', 'Show the newer version (keeps what you typed)'],
  keep: ['保留此项', 'Keep this'],
  take: ['采用新版本', 'Take the newer version'],
  whole: ['以下为新版本全文；您填写的全文仍在下方编辑框中。', 'This is the newer text; yours is still in the editor below.'],
  kept: ['已选', 'Chosen'],
} as const satisfies Words
