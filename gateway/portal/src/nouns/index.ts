/** All nouns; a file beside this one is a noun, found by its name. */
import { operation } from '@/api/client'
import { mayCall, roles } from '@/api/session'
import type { Group, Noun } from './noun'

const found = import.meta.glob<Record<string, Noun>>(['./*.ts', '!./noun.ts', '!./index.ts', '!./references.ts'], { eager: true })
export const nouns: readonly Noun[] = Object.values(found).flatMap((module) => Object.values(module))
const byName = new Map(nouns.map((noun) => [noun.name, noun]))

export const GROUPS: readonly Group[] = ['filing', 'matching', 'dispatch', 'records', 'appraisal', 'money', 'training', 'credit', 'people', 'rules', 'platform']

export function nounOf(name: string): Noun | undefined {
  return byName.get(name)
}

/** Whether it belongs in the menu of whoever is signed in. */
export function isOpen(noun: Noun): boolean {
  if (!noun.list || noun.hidden || !mayCall(operation(noun.list.operation).may)) return false
  if (noun.group !== 'platform' && [...roles.value].every((role) => role === 'platform_operator') && roles.value.size) return false // has no city whose work it could do
  return isFor(noun)
}

/** Whether it is work of one of the roles held; who may read it besides comes to it from elsewhere. */
export function isFor(noun: Noun): boolean {
  return !noun.roles || noun.roles.some((role) => (role === 'applicant' ? !roles.value.size : roles.value.has(role)))
}
