import type { Words } from './types'

export default {
  unknown: ['出现问题', 'Something went wrong'],
  offline: ['连接不上平台', 'The platform cannot be reached'],
  offline_todo: ['已填内容已保存在本机，网络恢复后请重试；重试不会重复办理。', 'What you typed is kept here. Try again once you are online; nothing is done twice.'],
  todo: ['如何处理', 'What to do'],
  quote: ['如需求助，请提供编号 {id}', 'If you ask for help, quote {id}'],
  summary: ['有 {n} 处需要更正', '{n} things need correcting'],
  upload: ['上传未成功', 'The upload failed'],
  lookup: ['名单未能读取，请检查网络后重试', 'The list could not be read: check the network and try again'],
  file_missing: ['文件无法读取', 'The file cannot be read'],
  not_found: ['没有找到此页面', 'This page does not exist'],
  session_ended: ['登录已失效，请重新登录；已填内容仍保存在本机。', 'Your session has ended. Sign in again; what you typed is kept here.'],
} as const satisfies Words
