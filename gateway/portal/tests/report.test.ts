// A report's text is nobody's to overwrite: neither a newer draft, nor another month, nor a reload takes what was typed.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, type EffectScope } from 'vue'
import { signIn, signOut } from '@/api/session'
import { loadShapes } from '@/api/shapes'
import { useReportForm } from '@/common/reportForm'

let drafted: string
let sent: Record<string, unknown>[]
let screen: EffectScope

beforeEach(async () => {
  await loadShapes()
  ;[drafted, sent] = ['本月服务三次', []]
  vi.stubGlobal('fetch', async (url: string, given: RequestInit = {}) => {
    if (url === '/api/session' && given.method === 'POST') return new Response(JSON.stringify({ account: 'a1', person: 'p1', access_token: 't', refresh_token: 'r', expires_in: 900, grants: [{ role: 'dispatching_manager', unit: 'u1' }] }))
    if (url.startsWith('/api/reports/draft')) return new Response(JSON.stringify({ text: drafted, due: '2024-07-05', lines: [] }))
    if (url === '/api/reports') sent.push(JSON.parse(String(given.body)) as Record<string, unknown>)
    return new Response(JSON.stringify(url === '/api/reports' ? { id: 'r1' } : { items: [], next: null }))
  })
  localStorage.clear()
  await signIn({ login: 'someone', password: 'word' }, 'zh')
})

/** The screen, opened; what was on it before is gone. */
async function opened(): Promise<ReturnType<typeof useReportForm>> {
  screen?.stop()
  screen = effectScope()
  const report = screen.run(useReportForm)!
  await vi.waitFor(() => expect(report.drafting.value).toBe(false))
  await new Promise((resolve) => setTimeout(resolve, 5))
  return report
}
const text = (report: ReturnType<typeof useReportForm>): unknown => report.form.value?.values.text

async function writing(said: string, period = '2024-06'): Promise<ReturnType<typeof useReportForm>> {
  const report = await opened()
  report.which.period = period
  await report.fetchDraft()
  report.form.value!.values.text = said
  await nextTick()
  return report
}

describe('a report', () => {
  it('begins with the draft, and with a newer one while nobody has worked on it', async () => {
    const report = await opened()
    await report.fetchDraft()
    expect(text(report)).toBe('本月服务三次')
    drafted = '本月服务四次'
    await report.fetchDraft()
    expect([text(report), report.other.value]).toEqual(['本月服务四次', null])
  })

  it('keeps what was typed when it is drafted anew, shows the new draft beside it, and exchanges them without losing one', async () => {
    const report = await writing('本月服务三次，另有一次电话指导')
    drafted = '本月服务四次'
    await report.fetchDraft()
    expect(text(report)).toBe('本月服务三次，另有一次电话指导')
    expect(report.other.value).toEqual({ text: '本月服务四次', own: false })
    report.exchange()
    expect([text(report), report.other.value?.own]).toEqual(['本月服务四次', true])
    report.exchange()
    expect(text(report)).toBe('本月服务三次，另有一次电话指导')
  })

  it('is there again after a reload, without being asked for', async () => {
    await writing('六月的话')
    const again = await opened()
    expect([again.which.period, text(again)]).toEqual(['2024-06', '六月的话'])
  })

  it('keeps each month for itself', async () => {
    const report = await writing('六月的话')
    report.which.period = '2024-05'
    expect(report.form.value).toBeNull()
    await report.fetchDraft()
    expect(text(report)).toBe('本月服务三次')
    report.which.period = '2024-06'
    await report.fetchDraft()
    expect(text(report)).toBe('六月的话')
    await report.form.value!.send()
    expect(sent).toMatchObject([{ kind: 'monthly', reporter: 'workstation', period: '2024-06', unit: 'u1', text: '六月的话' }])
    expect(text(await opened())).toBeUndefined()
  })

  it('keeps remarks beside a newer draft of a text that nobody touched', async () => {
    const report = await opened()
    await report.fetchDraft()
    report.form.value!.values.remarks = '附照片'
    await nextTick()
    drafted = '本月服务四次'
    await report.fetchDraft()
    expect([text(report), report.form.value!.values.remarks, report.other.value]).toEqual(['本月服务四次', '附照片', null])
    await signOut()
  })
})
