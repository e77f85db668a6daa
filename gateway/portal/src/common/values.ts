/** How one value of an answer is shown: by its field's name, its kind, and the words we have for it. */
import { dictionaryOf, entryLabel, narrowed, inFen } from './dictionaries'
import { referenceKey } from '@/nouns/references'
import { language } from './preferences'
import { basisOf, either, fieldLabel, labelIn, t, valueLabel } from './words'

const DAY = /^\d{4}-\d{2}-\d{2}$/
const SERVICES = new Set(['registry', 'dispatch', 'records', 'appraisal', 'funding', 'training', 'gateway']) // who acts where nobody did: the platform
const YEARS = /(^|_)(year|number|edition)$/ // never grouped: 2026, not 2,026
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

export type Shape = 'empty' | 'text' | 'words' | 'rows' | 'record'

export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined || value === '') return 'empty'
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : typeof value[0] === 'object' ? 'rows' : 'words'
  if (typeof value === 'object') return Object.keys(value).length ? 'record' : 'empty'
  return 'text'
}

/** Names of rules, of which only those that the city's words explain are shown: the others are the platform's own. */
const RULES = new Set(['rule', 'rules', 'findings', 'waives', 'waived'])

const FORMULA = /\w\(| × / // what a program computes with; the article beside it says it in words

/** Said only where it is so: nobody is told that nothing is late, or that nothing has to be reported every so often. */
const UNLESS_SO = new Set(['late', 'progress_late', 'report_every_days'])

/** The value without what no person could read, or need not. */
export function legible(name: string, value: unknown): unknown {
  if (name === 'how' && FORMULA.test(String(value))) return null
  if (UNLESS_SO.has(name) && !value) return null
  if (!RULES.has(name)) return value
  const known = (one: unknown): boolean => typeof one !== 'string' || entryLabel(name, one) !== null
  return Array.isArray(value) ? value.filter(known) : known(value) ? value : null
}

const YUAN = /^-?\d+\.\d{2}$/ // money is told as a string with its two decimals, so that none is lost

/** A plain value as a person reads it; `about`: what its record is about (`aboutWhat`). Dates in the city's time (Asia/Shanghai), money in yuan with two decimals. */
export function say(name: string, value: unknown, component = '', about: readonly string[] = []): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
  if (typeof value === 'number') return YEARS.test(name) ? String(value) : value.toLocaleString(language.value === 'zh' ? 'zh-CN' : 'en')
  if (Array.isArray(value)) return value.map((one) => say(name, one, component, about)).join(language.value === 'zh' ? '、' : ', ')
  const text = String(value)
  if (text.startsWith('1970-01-01T')) return '—' // at once: no moment that anybody waits for
  if (MOMENT.test(text)) return moment(text)
  if (DAY.test(text)) return text
  if (YUAN.test(text)) return text.replace(/\B(?=(\d{3})+\.)/g, ',')
  if (name.endsWith('name') && SERVICES.has(text)) return t('common.platform')
  if (name === 'error' || (name === 'reason' && component === 'RegistryWebhook')) return whyUnsent(text)
  if (name === 'article' || name === 'articles') return basisOf(text)
  if (name === 'action') return labelIn('verbs', `${component}.${text}`, text) ?? labelIn('actions', text) ?? valueLabel(name, text, component) ?? text
  return entryLabel(name, text, about) ?? valueLabel(name, text, component) ?? text
}

/** Why something did not go out: the platform's code before the colon, in words; what came back stays as it came. */
const whyUnsent = (text: string): string => valueLabel('error', text.split(':')[0]!, 'RegistryDeliveryTry') ?? text

const ID = /^(?=.*\d)[0-9a-f]{24,64}$/ // of a record; of one that cannot be looked up nothing is said

/** A day is never broken at its dashes. */
export const isDay = (value: unknown): boolean => typeof value === 'string' && DAY.test(value)

/** What programs say to each other, shown as it was said: whoever looks into a delivery writes such programs. */
export const isCode = (name: string, component = ''): boolean => (component === 'RegistryDelivery' && ['subject', 'event', 'body'].includes(name)) || (component === 'DispatchTemplate' && name === 'placeholders')

/** What a record within a record is not shown for: numbers of the system, languages beside the shown one. */
const INNER = new Set(['version', 'city', 'by_account', 'account', 'id', 'rule', 'hash', 'sha256', 'address', 'device', 'posting', 'chain', 'digest'])

export const isShown = (name: string, value: unknown): boolean => !INNER.has(name) && !name.endsWith('_en') && shapeOf(legible(name, value)) !== 'empty' && !(ID.test(String(value)) && !referenceKey(name))

/** The label of an entry within `parent`: a field's, or, where the names are free (duties, outcomes), the city's word. */
export function innerLabel(parent: string, name: string, component: string, about: readonly string[] = []): string {
  const label = entryLabel(parent, name, about) ?? fieldLabel(name, component)
  return inFen(parent, name) ? `${label}${t('common.in_yuan')}` : label
}

/** The value of an entry within `parent`: money that the city counts in fen, in yuan. */
export const innerValue = (parent: string, name: string, value: unknown): unknown => (typeof value === 'number' && inFen(parent, name) ? (value / 100).toFixed(2) : value)

export function moment(iso: string): string {
  const options = { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false } as const
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-GB', options).formatToParts(new Date(iso)).map((one) => [one.type, one.value]))
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`
}

/** Days from today until a day (negative: past), by the city's calendar day. */
export function daysUntil(day: string): number {
  const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
  return Math.round((Date.parse(`${day}T00:00Z`) - Date.parse(`${today}T00:00Z`)) / 86_400_000)
}

const YES_NO: Record<string, string> = { true: 'common.yes', false: 'common.no' }

/** The choices for a field: its closed values, else the city's dictionary, as far as it belongs to what is said beside. */
export function choicesOf(name: string, closed: readonly (string | number)[] | undefined, component = '', beside: Record<string, unknown> = {}): { value: string; label: string }[] {
  if (closed) return closed.map(String).map((value) => ({ value, label: YES_NO[value] ? t(YES_NO[value]) : entryLabel(name, value) ?? valueLabel(name, value, component) ?? (value || '—') }))
  const own = narrowed(name, beside, component)
  if (own) return own.map((entry) => ({ value: entry.value, label: either(entry.zh, entry.en) }))
  return dictionaryOf(name).map((entry) => ({ value: entry.value, label: entryLabel(name, entry.value) ?? valueLabel(name, entry.value, component) ?? entry.value }))
}

type Tone = 'success' | 'warning' | 'danger' | 'info' | 'primary'
const TONES: Record<string, Tone> = {
  filed: 'success', approved: 'success', published: 'success', accepted: 'success', confirmed: 'success', valid: 'success', met: 'success', done: 'success', live: 'success', paid: 'success', solved: 'success', granted: 'success', yes: 'success',
  pending: 'primary', submitted: 'primary', signed: 'primary', reported: 'primary', open: 'primary', running: 'primary', current: 'primary', in_force: 'primary',
  returned: 'warning', suspended: 'warning', late: 'warning', changed: 'warning', waived: 'warning', draft: 'info', queued: 'info', withdrawn: 'info', ended: 'info', expired: 'info', closed: 'info',
  rejected: 'danger', cancelled: 'danger', refused: 'danger', unmet: 'danger', failed: 'danger', stopped: 'danger', declined: 'danger', no: 'danger', reversed: 'danger',
}

/** The tone of a status; the word beside it carries the meaning, never the colour alone. */
export function toneOf(value: string): Tone {
  return TONES[value] ?? 'info'
}
