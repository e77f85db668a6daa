// What was done in a chain of review (history[].action, reviews[].action).
import type { Words } from '../types'

export default {
  submit: ['提交', 'Submitted'],
  resubmit: ['重新提交', 'Sent again'],
  withdraw: ['撤回', 'Withdrawn'],
  pass: ['通过', 'Passed'],
  inspect: ['完成考察', 'Inspected'],
  recommend: ['推荐', 'Recommended'],
  file: ['予以备案', 'Filed'],
  approve: ['批准', 'Approved'],
  confirm: ['确认', 'Confirmed'],
  accept: ['接收', 'Accepted'],
  answer: ['答复', 'Answered'],
  uphold: ['维持原决定', 'Upheld'],
  return: ['退回', 'Returned'],
  reject: ['不予通过', 'Rejected'],
  cancel: ['随备案取消终止', 'Ended with the filing'],
  lapse: ['因协议终止而办结', 'Closed with the agreement'],
  'DispatchEnding.pass': ['同意', 'Agreed'],
  'DispatchEnding.recommend': ['提出同意终止的意见', 'Recommended the end'],
  'DispatchEnding.approve': ['决定终止', 'Decided to end'],
  'DispatchEnding.reject': ['不予终止', 'Did not end'],
} as const satisfies Words
