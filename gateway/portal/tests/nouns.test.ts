// What a noun names is there: its operations are typed, and these hold its fields, filters and words against the API.
import { beforeAll, describe, expect, it } from 'vitest'
import { answers } from '@/api/generated/answers'
import { shapes, type Field, type Fields } from '@/api/generated/shapes'
import { operations } from '@/api/generated/operations'
import { loadShapes } from '@/api/shapes'
import { te } from '@/common/words'
import { nouns } from '@/nouns'
import { fieldOf, type Column } from '@/nouns/noun'
import { REFERENCES } from '@/nouns/references'

beforeAll(loadShapes)

function known(fields: Fields | undefined, path: string): boolean {
  const [first = '', ...rest] = path.split('.')
  const field: Field | undefined = fields?.[first]
  if (!field) return false
  if (!rest.length) return true
  return field.values !== undefined || field.fields === undefined || known(field.fields, rest.join('.'))
}

describe.each(nouns.map((noun) => [noun.name, noun] as const))('%s', (_name, noun) => {
  it('lists and shows only fields that its answers have', () => {
    const missing = (component: string, columns: readonly Column[]): string[] => columns.map(fieldOf).filter((path) => !known(answers[component], path)).map((path) => `${component}.${path}`)
    expect(missing(noun.list?.component ?? '', noun.list?.columns ?? [])).toEqual([])
    expect(missing(noun.detail?.component ?? '', noun.detail?.sections.flatMap((section) => section.fields) ?? [])).toEqual([])
  })

  it('narrows its list only by what the API takes', () => {
    const list = noun.list
    if (!list) return
    const taken = shapes[list.operation]!.query
    const asked = [...(list.filters ?? []), ...Object.keys(list.fixed ?? {}), ...(list.views ?? []).flatMap((view) => Object.keys(view.query))]
    expect(asked.filter((name) => !(name in taken))).toEqual([])
  })

  it('takes its id in the path, and the component that its operations answer', () => {
    if (noun.detail) expect(operations[noun.detail.operation].path).toContain(`{${noun.detail.parameter}}`)
    if (noun.detail) expect(operations[noun.detail.operation].answer).toBe(noun.detail.component)
    const listed = noun.list && operations[noun.list.operation].answer // a page's items, or those of an answer that is a list whole
    if (noun.list) expect([listed, answers[listed!]?.items?.items?.component]).toContain(noun.list.component)
  })

  it('has its words', () => {
    const keys = [`nouns.${noun.name}`, `groups.${noun.group}`, ...(noun.list?.views ?? []).map((view) => `views.${view.title}`)]
    keys.push(...(noun.detail?.sections ?? []).map((section) => `sections.${section.title}`), ...(noun.detail?.papers ?? []).map((paper) => `papers.${paper.title}`))
    expect(keys.filter((key) => !te(key))).toEqual([])
  })
})

it('a reference names a list, and a label that its items have', () => {
  const wrong = Object.entries(REFERENCES).filter(([, one]) => {
    const item = answers[operations[one.operation].answer]
    return !item || !(one.label in item) || (one.second !== undefined && !(one.second in item)) || (one.search !== undefined && !(one.search in shapes[one.operation]!.query))
  })
  expect(wrong.map(([name, one]) => `${name}: ${one.operation} ${one.label} ${one.second ?? ''}`)).toEqual([])
})
