/** Entries under "mine" that are no noun: screens of their own say so here through `import.meta.glob`. */
import type { Group } from '@/nouns/noun'

export interface Link {
  path: string
  title: string
  group: Group
  shown: () => boolean
}
export const links: readonly Link[] = Object.values(import.meta.glob<{ menu?: Link[] }>('../screens/*/routes.ts', { eager: true })).flatMap((module) => module.menu ?? [])
