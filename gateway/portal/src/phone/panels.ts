/** Extra components shown in details on the phone, by the names that nouns give. */
import type { Component } from 'vue'

const found = import.meta.glob<{ default: Component }>('./panels/*.vue')
export const panels: Record<string, () => Promise<{ default: Component }>> = Object.fromEntries(
  Object.entries(found).map(([file, load]) => [file.replace(/^.*\/|\.vue$/g, '').replace(/\B([A-Z])/g, '-$1').toLowerCase(), load]),
)
