/** Extra components shown in details, by the names that nouns give; each loads when first shown. */
import type { Component } from 'vue'

const found = import.meta.glob<{ default: Component }>('./panels/*.vue')
export const panels: Record<string, () => Promise<{ default: Component }>> = Object.fromEntries(
  Object.entries(found).map(([file, load]) => [nameOf(file), load]),
)

/** './panels/DemandCandidates.vue' -> 'demand-candidates' */
function nameOf(file: string): string {
  return file.replace(/^.*\/|\.vue$/g, '').replace(/\B([A-Z])/g, '-$1').toLowerCase()
}

/** Cards on the home page beside what waits: each decides by itself whether it has something for this role. */
const cards = import.meta.glob<{ default: Component }>('./home/*.vue', { eager: true })
export const homeCards: Component[] = Object.values(cards).map((module) => module.default)
