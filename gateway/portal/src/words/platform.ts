import type { Words } from './types'

/** How the platform runs. */
export default {
  ready: ['全部正常', 'All is well'],
  not_ready: ['有部分不正常', 'Something is wrong'],
  part: ['部分', 'Part'],
  works: ['正常', 'Works'],
  fails: ['不正常', 'Fails'],
  unsent: ['待发送事件', 'Not sent yet'],
  waiting: ['待处理事件', 'Waiting'],
  parked: ['搁置事件', 'Set aside'],
  ms: ['应答（毫秒）', 'Answer (ms)'],
  files: ['对象存储', 'Object store'],
  bus: ['消息总线', 'Message bus'],
  parked_why: ['多次处理失败而搁置的事件需由运维在服务器上执行 make parked 查看原因并重放。', 'What was set aside after several failures is looked at and replayed on the server with make parked.'],
  each: ['每十秒更新', 'Renewed every ten seconds'],
} as const satisfies Words
