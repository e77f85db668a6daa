import type { Words } from './types'

export default {
  hello: ['您好，{name}', 'Hello, {name}'],
  waits: ['待我办理', 'Waits on me'],
  nothing: ['没有等待您办理的事项', 'Nothing waits on you'],
  done: ['我已办理', 'Done by me'],
  started: ['我发起的', 'Started by me'],
  followed: ['我关注的', 'Followed'],
} as const satisfies Words
