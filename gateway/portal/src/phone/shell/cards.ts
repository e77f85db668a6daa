/** Cards on the phone's home: each decides by itself whether it has something for this role. */
import type { Component } from 'vue'

const found = import.meta.glob<{ default: Component }>('../home/*.vue', { eager: true })
export const homeCards: Component[] = Object.values(found).map((module) => module.default)
