// Which input a field gets, in a city whose dictionaries know words of many names.
import { expect, it, vi } from 'vitest'
import type { Field } from '@/api/shapes'
import { askedOf, kindOf } from '@/common/inputs'

vi.mock('@/common/dictionaries', async (actual) => ({ ...(await actual<object>()), dictionaryOf: () => [{ value: 'false_trip', zh: '虚假出差', en: 'Trip that was none' }] }))
const field = (said: Partial<Field>): Field => ({ type: 'string', required: true, ...said }) as Field

it('what somebody says is typed, whatever a dictionary has under its name', () => {
  expect(kindOf('text', field({ maxLength: 8000 }))).toBe('long')
  expect(kindOf('label', field({ maxLength: 100 }))).toBe('text')
  expect(kindOf('ground', field({ maxLength: 60 }))).toBe('choice')
})

it('a code that may be left out is not asked', () => {
  expect(Object.keys(askedOf({ code: field({ required: false }), label: field({}) }))).toEqual(['label'])
  expect(Object.keys(askedOf({ code: field({}) }))).toEqual(['code'])
})
