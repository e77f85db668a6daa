// Every picture of the help is there, light, and has its words; none lies about unused.
import { readdirSync, statSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PICTURES, picturesOf } from '@/common/help'
import { te } from '@/common/words'

const MOST = 60 * 1024
const folder = `${process.cwd()}/pictures/`
const named = [...new Set(Object.values(PICTURES).flat())]

it('has a file and words for every picture, and shows every file', () => {
  expect(named.filter((name) => !te(`help.picture_${name}`))).toEqual([])
  expect(readdirSync(folder).sort()).toEqual(named.map((name) => `${name}.webp`).sort())
  expect(Object.keys(PICTURES).filter((noun) => picturesOf(noun).length !== PICTURES[noun]!.length)).toEqual([])
})

it.each(named)('%s is light', (name) => {
  expect(statSync(`${folder}${name}.webp`).size).toBeLessThanOrEqual(MOST)
})
