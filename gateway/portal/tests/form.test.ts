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
