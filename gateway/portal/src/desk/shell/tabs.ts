/** The open screens as tabs: they survive a reload; closing one leaves what was typed in it. */
import { reactive } from 'vue'
import type { RouteLocationNormalized } from 'vue-router'
import { language } from '@/common/preferences'

export interface Tab {
  path: string
  full: string
  /** key of its screen's title, said in the language chosen */
  title: string
  /** what the record on it is called */
  name?: string
  /** the language of that name */
  language?: string
}
const KEY = 'tepai.open'
const MOST = 12
export const tabs = reactive<Tab[]>(read())

export function openTab(to: RouteLocationNormalized, title: string): void {
  const known = tabs.find((tab) => tab.path === to.path)
  if (known) known.full = to.fullPath
  else tabs.push({ path: to.path, full: to.fullPath, title })
  if (tabs.length > MOST) tabs.shift()
  keep()
}

export function nameTab(path: string, name: string): void {
  const known = tabs.find((tab) => tab.path === path)
  if (known) Object.assign(known, { name, language: language.value })
  keep()
}

/** The tab to go to once one is closed. */
export function closeTab(path: string): Tab | undefined {
  const index = tabs.findIndex((tab) => tab.path === path)
  if (index >= 0) tabs.splice(index, 1)
  keep()
  return tabs[Math.max(0, index - 1)]
}

export function closeAllTabs(): void {
  tabs.splice(0)
  keep()
}

function keep(): void {
  sessionStorage.setItem(KEY, JSON.stringify(tabs))
}

function read(): Tab[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Tab[]
  } catch {
    return []
  }
}
