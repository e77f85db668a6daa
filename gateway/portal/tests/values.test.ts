// Values are said as a person reads them, in the city's time.
import { describe, expect, it } from 'vitest'
import { language } from '@/common/preferences'
import { daysUntil, moment, say, shapeOf } from '@/common/values'
import { basisOf, speak } from '@/common/words'

describe('values', () => {
  it('say moments in the time of China', () => {
    expect(moment('2026-11-24T17:30:00Z')).toBe('2026-11-25 01:30')
  })

  it('say nothing as a dash, yes and no as words, years without a comma', () => {
    language.value = 'zh'
    expect(say('note', '')).toBe('—')
    expect(say('late', true)).toBe('是')
    expect(say('year', 2026)).toBe('2026')
    expect(say('count', 12345)).toBe('12,345')
    expect(['650.00', '-1234.50', '200000.00'].map((yuan) => say('amount', yuan))).toEqual(['650.00', '-1,234.50', '200,000.00'])
  })

  it('quote an article as it is, and say a setting and silence in the language chosen', async () => {
    const [setting, silent] = ['市科技局设定（2023-03-15）', '本办法未作规定']
    language.value = 'zh'
    expect([basisOf('第九条'), basisOf(setting), basisOf(silent), basisOf(undefined)]).toEqual(['第九条', setting, silent, ''])
    language.value = 'en'
    await speak('en')
    expect([basisOf('第九条'), basisOf(setting), say('articles', [silent])]).toEqual(['第九条', 'Setting of 市科技局, 2023-03-15', 'The document is silent'])
    language.value = 'zh'
  })

  it('count the days of a clock by the calendar of the city', () => {
    const day = (ahead: number): string => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })
    expect([daysUntil(day(0)), daysUntil(day(3)), daysUntil(day(-2))]).toEqual([0, 3, -2])
  })

  it('know lists of records from lists of words', () => {
    expect([shapeOf([]), shapeOf(['a']), shapeOf([{ a: 1 }]), shapeOf({}), shapeOf({ a: 1 }), shapeOf(0)]).toEqual(['empty', 'words', 'rows', 'empty', 'record', 'text'])
  })
})
