import type { Words } from './types'

/** Bringing rows in from Excel. */
export default {
  sheet: ['导入什么', 'What to bring in'],
  units: ['单位', 'Units'],
  persons: ['人员', 'Persons'],
  filings: ['已有备案', 'Existing filings'],
  units_why: ['先导入单位：以统一社会信用代码识别，已登记的不会重复。', 'Units first: known by their credit code, none is entered twice.'],
  persons_why: ['再导入人员：以身份证号识别同一人，已登记的只认出、不重复。', 'Then persons: one human being is known by the identity number and never doubled.'],
  filings_why: ['最后导入启用本平台之前已作出、仍有效的备案：保留原编号、起止日和年度，写明依据，标注由谁何日导入；名额照计，本市规则不允许的按条文列出。超过 250 行时，请先单独导入工作站和派出单位。', 'Last, filings in force that were made before this platform: they keep number, days and year, name what they rest on and are marked with who entered them and when. Places are counted; what the rules do not allow is listed with its article. With more than 250 rows, bring stations and sending units first, in a sheet of their own.'],
  known: ['其中 {known} 行为已登记的人，未重复。', '{known} of them were known already and are not doubled.'],
  template: ['下载模板', 'Fetch the template'],
  template_why: ['模板按本市规则生成，含下拉选项、填写说明和示例行；旧版模板也能识别。', 'The template follows the city’s rules, with drop-downs, notes and an example row; older versions are understood too.'],
  upload: ['上传填好的表', 'Bring the filled sheet'],
  rehearse: ['试导入', 'Rehearse'],
  rehearse_why: ['逐行检查，不写入任何内容；有错的行可下载已标注的副本修改后重新上传。', 'Every row is checked and nothing is kept; rows with mistakes come back marked in a copy.'],
  run: ['正式导入', 'Import'],
  run_why: ['正确的行写入，有错的行跳过；中断后再次导入同一文件不会重复。', 'Right rows are kept, wrong ones passed over; the same file brought again after a break doubles nothing.'],
  counted: ['共 {rows} 行：{kept} 行正确，{wrong} 行有误', '{rows} rows: {kept} right, {wrong} wrong'],
  imported: ['共 {rows} 行：{kept} 行已导入，{wrong} 行未导入', '{rows} rows: {kept} brought in, {wrong} not'],
  row: ['行', 'Row'],
  column: ['列', 'Column'],
  reason: ['原因', 'Reason'],
  unknown: ['不认识的列（已忽略）', 'Columns not known (passed over)'],
  marked: ['已标注的副本在上方任务的“下载”中。', 'The marked copy is under “Download” above.'],
  kept: ['已上传的文件仍在，任务照常进行。', 'The file that you brought is still here, and its work goes on.'],
  again: ['换一个文件', 'Another file'],
} as const satisfies Words
