import type { Words } from './types'

/** Other installations of the platform, and what they answer. */
export default {
  checks: ['平台互认', 'Other installations'],
  ask: ['向对等平台查询', 'Ask another installation'],
  ask_why: ['双方只交换加密摘要，不传送证件号码。答复仅供核对，须由工作人员自行采用。', 'Only keyed digests are exchanged, never identity numbers. An answer changes nothing until an officer acts on it.'],
  none: ['尚未查询过', 'Nobody has asked yet'],
  same: ['为同一人', 'The same person'],
  provincial: ['省级科技特派员', 'Listed by the province'],
  serves: ['在该平台当年有 {n} 份派驻协议：', 'Serves under {n} agreements there that year: '],
  serves_none: ['在该平台当年没有派驻协议', 'Serves nobody there that year'],
  own_keys: ['本平台的公钥', 'This installation’s public keys'],
  own_keys_why: ['请连同本平台网址提供给对方平台的运维人员；对方的公钥由对方提供。', 'Give these, with this installation’s address, to the other’s operator, who gives theirs.'],
  signing_key: ['签名公钥', 'Signing key'],
  agreement_key: ['协商公钥', 'Agreement key'],
  key_id: ['公钥编号', 'Key id'],
  remove: ['移除', 'Remove'],
} as const satisfies Words
