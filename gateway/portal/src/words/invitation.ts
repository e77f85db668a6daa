import type { Words } from './types'

/** Accepting an invitation. */
export default {
  why: ['您受邀加入特派平台。没有账户的请设置登录名和密码；已有账户的请先登录，再以现有账户加入。', 'You were invited to Tepai. Choose a login and a password, or sign in first and join with the account that you have.'],
  join: ['以现有账户（{name}）加入', 'Join with my account ({name})'],
  sign_in_first: ['我已有账户，先登录', 'I have an account: sign in first'],
  done: ['已加入。请用登录名 {login} 登录。', 'You have joined. Sign in as {login}.'],
  phone: ['邀请写明手机号的，请填写同一号码。', 'If the invitation names a phone number, give the same.'],
} as const satisfies Words
