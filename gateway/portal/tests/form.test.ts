// A form keeps what is typed, sends it once, and says every wrong field at once.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { loadShapes } from '@/api/shapes'
import { useForm } from '@/common/form'

const asked: { url: string; key: string; body: Record<string, unknown> }[] = []
let answer: () => Response | Promise<Response>

beforeEach(async () => {
  await loadShapes()
  localStorage.clear()
  asked.length = 0
  answer = () => new Response(JSON.stringify({ id: 'd1', version: 1 }), { status: 201 })
  vi.stubGlobal('fetch', async (url: string, given: RequestInit) => {
    const headers = given.headers as Record<string, string>
    asked.push({ url, key: headers['Idempotency-Key'] ?? '', body: JSON.parse(String(given.body)) as Record<string, unknown> })
    return answer()
  })
})

const demand = () => useForm('post_demands_report_demand', { about: 'new' })
const filled = { host_unit: 'u1', title: '热处理', content: '变形', fields: ['新材料'] }

describe('a form', () => {
  it('names every required field that is empty and sends nothing', async () => {
    const form = demand()
    expect(await form.send()).toBeNull()
    expect(Object.keys(form.errors.value).sort()).toEqual(['/content', '/fields', '/host_unit', '/title'])
    expect(asked).toEqual([])
  })

  it('sends the same key again after a dead network, so that nothing is done twice', async () => {
    const form = demand()
    Object.assign(form.values, filled)
    answer = () => Promise.reject(new TypeError('offline'))
    expect(await form.send()).toBeNull()
    expect(form.problem.value?.isOffline).toBe(true)
    answer = () => new Response(JSON.stringify({ id: 'd1' }), { status: 201 })
    expect(await form.send()).toEqual({ id: 'd1' })
    expect(asked[0]!.key).toBe(asked[1]!.key)
  })

  it('takes a new key once an answer has refused the old one', async () => {
    const form = demand()
    Object.assign(form.values, filled)
    answer = () => new Response(JSON.stringify({ status: 422, errors: [{ pointer: '/title', detail: '过长', code: 'length' }] }), { status: 422 })
    await form.send()
    expect(form.errors.value).toEqual({ '/title': '过长' })
    answer = () => new Response('{}', { status: 201 })
    await form.send()
    expect(asked[0]!.key).not.toBe(asked[1]!.key)
  })

  it('is there again after the page is gone, with the same key', async () => {
    vi.useFakeTimers()
    const form = demand()
    Object.assign(form.values, filled)
    await nextTick()
    vi.advanceTimersByTime(500)
    vi.useRealTimers()
    const again = demand()
    expect(again.restored.value).toBe(true)
    expect(again.values.title).toBe('热处理')
  })

  it('is forgotten once the platform has it', async () => {
    const form = demand()
    Object.assign(form.values, filled)
    await form.send()
    expect(demand().restored.value).toBe(false)
  })
})

// A unit, opened on version 1; the platform refuses it and has version 2 by then.
const opened = (begun: Record<string, unknown>, newer: Record<string, unknown> | null) => {
  const statuses: number[] = []
  vi.stubGlobal('fetch', async (_url: string, given: RequestInit) => {
    const headers = given.headers as Record<string, string>
    if (given.method === 'GET') return newer ? new Response(JSON.stringify(newer)) : new Response('{}', { status: 404 })
    asked.push({ url: headers['If-Match'] ?? '', key: '', body: JSON.parse(String(given.body)) as Record<string, unknown> })
    statuses.push(headers['If-Match'] === '"1"' ? 412 : 200)
    return new Response('{}', { status: statuses.at(-1)! })
  })
  const begin = (record: Record<string, unknown>) => Object.fromEntries(['address', 'industry'].map((name) => [name, record[name]]))
  return useForm('patch_units_update_unit', { about: 'u1', path: { unit_id: 'u1' }, record: begun, initial: begin(begun), begin, version: () => begun.version as number })
}
const before = { id: 'u1', version: 1, address: '原址', industry: '钢铁', name: '某厂', status: 'current' }

describe('a change over a newer version', () => {
  it('shows both values of a field that both changed, sends nothing before one is chosen, then sends over the newer version', async () => {
    const form = opened(before, { ...before, version: 2, address: '他处' })
    form.values.address = '此处'
    expect(await form.send()).toBeNull()
    expect(form.conflict.value!.both).toEqual([{ field: 'address', mine: '此处', theirs: '他处' }])
    expect(form.values.address).toBe('此处')
    expect(await form.send()).toBeNull()
    expect(Object.keys(form.errors.value)).toEqual(['/address'])
    expect(asked.length).toBe(1)
    form.choose('address', '此处')
    expect(await form.send()).not.toBeNull()
    expect(asked.map((one) => [one.url, one.body.address])).toEqual([['"1"', '此处'], ['"2"', '此处']])
  })

  it('takes over what only the other changed, and says so', async () => {
    const form = opened(before, { ...before, version: 2, industry: '铝加工' })
    form.values.address = '此处'
    await form.send()
    expect(form.conflict.value).toMatchObject({ both: [], taken: ['industry'] })
    await form.send()
    expect(asked[1]!.body).toEqual({ address: '此处', industry: '铝加工' })
  })

  it('takes away what was emptied, and leaves alone what was never there', async () => {
    const form = opened({ ...before, version: 2, industry: '' }, null)
    form.values.address = ''
    await form.send()
    expect(asked[0]!.body).toEqual({ address: '' })
  })

  it('tells what else is different, whether or not the form asks for it', async () => {
    const form = opened(before, { ...before, version: 2, status: 'merged' })
    form.values.address = '此处'
    await form.send()
    expect(form.conflict.value!.elsewhere).toEqual([{ field: 'status', before: 'current', now: 'merged' }])
  })

  it('keeps what was typed where the newer version may not be read', async () => {
    const form = opened(before, null)
    form.values.address = '此处'
    await form.send()
    expect(form.conflict.value!.record).toBeNull()
    expect(form.values.address).toBe('此处')
  })

  it('asks again where a form that was put aside is opened over what has changed since', async () => {
    vi.useFakeTimers()
    const first = opened(before, null)
    first.values.address = '此处'
    await nextTick()
    vi.advanceTimersByTime(500)
    vi.useRealTimers()
    const again = opened({ ...before, version: 3, address: '他处', industry: '铝加工' }, null)
    expect(again.conflict.value!.both).toEqual([{ field: 'address', mine: '此处', theirs: '他处' }])
    expect(again.values.industry).toBe('铝加工')
    expect(again.undecided.value.length).toBe(1)
  })
})
