import type { Words } from './types'

/** Opening a new city on the platform. */
export default {
  lead: ['开设后，本市首个工作人员账户在此建立，由其补全并公布首版规则；公布前本市不能办理业务。每一项以后都可以在规则草案中修改。', 'Once it is open its first officer completes and publishes the rules; nothing is done in the city before. Everything said here can be changed in the draft of its rules.'],
  place: ['一、城市', '1. The city'],
  place_why: ['先按名称选择，代码、名称随之填入；区划表中没有的，直接填写六位代码和名称。英文名称按拼音拟出，请核对通行译名。', 'Choose it by name: code and names are filled in. What the table lacks is typed. English names are proposed from the pinyin: check them.'],
  province: ['省、自治区、直辖市', 'Province'],
  city: ['市、盟、州', 'City'],
  basis: ['二、依据文件', '2. The document it rests on'],
  basis_why: ['本市的科技特派员管理办法或方案。施行日期即首版规则的起始日；条文目录用于核对每条规则的出处，可按条数生成，也可逐条填写。', 'The city’s measures or plan. Its first day is the first day of the rules; the list of articles is what every rule is held against, made by their number or typed one by one.'],
  count: ['共多少条', 'How many articles'],
  make: ['生成条文目录', 'Make the list'],
  divisions: ['三、旗县区', '3. Counties and districts'],
  divisions_why: ['决定由哪个部门初审、统计到哪里。按名称勾选；开发区、高新区等区划表以外的，用“增加一项”填写，并在说明中注明。', 'They decide which department reviews, and how figures are broken down. Tick them by name; development zones and the like are added below, with a note.'],
  choose_city_first: ['请先在上面选择城市，再勾选所辖旗县区；也可以直接在下面填写。', 'Choose the city above to tick its divisions by name, or type them below.'],
  all: ['全选', 'All'],
  none: ['全不选', 'None'],
  sample: ['四、规则从何起草', '4. What the rules begin with'],
  sample_why: ['可以借用另一城市的规则作样本：每一处出处都会标明“样本”，由本市逐条确认或改写后才能公布；也可以从空白开始。', 'Another city’s rules may serve as a sample: every article is marked as one until the city confirms or rewrites it. Or begin with nothing ruled.'],
  preview: ['五、预览', '5. Preview'],
  preview_why: ['开设前请核对；开设后由该市工作人员在规则草案中修改。', 'Check it before opening; afterwards the city’s officers change it in the draft of the rules.'],
  empty: ['从空白开始', 'Begins with nothing ruled'],
  of_sample: ['以{name}的规则为样本', 'Begins with the rules of {name}'],
  counted: ['{n} 个：{names}', '{n}: {names}'],
  articles: ['{n} 条：{first} 至 {last}', '{n}: {first} to {last}'],
  not_yet: ['（未填）', '(not said yet)'],
  taken: ['此代码已在平台上：{name}', 'This code is on the platform already: {name}'],
} as const satisfies Words
