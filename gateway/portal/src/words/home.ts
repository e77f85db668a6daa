import type { Words } from './types'

export default {
  hello: ['您好，{name}', 'Hello, {name}'],
  waits: ['待我办理', 'Waits on me'],
  nothing: ['没有等待您办理的事项', 'Nothing waits on you'],
  done: ['我已办理', 'Done by me'],
  started: ['我发起的', 'Started by me'],
  followed: ['我关注的', 'Followed'],
  deeds_none: ['没有符合条件的事项', 'Nothing here'],
  what: ['事项', 'Matter'],
  i_did: ['我的办理', 'What I did'],
  since: ['关注时间', 'Followed since'],
  latest: ['最近进展', 'What happened last'],
  find: ['按名称或编号查找', 'Find by name or number'],
  follow: ['关注', 'Follow'],
  unfollow: ['取消关注', 'Unfollow'],
  missing: ['以下部分暂时没有应答，其事项未列出：', 'Not answering now, their matters are missing:'],
} as const satisfies Words
