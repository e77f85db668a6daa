/** What a noun of the field is to a person: its list, its detail, how one begins. Desk and phone both draw from it.
 *
 *  A new screen is a declaration of this kind (see nouns/demands.ts and the portal's README); what the declaration cannot
 *  say is a panel: a component that gets the record and is shown beside its sections. */
import type { OperationId } from '@/api/client'
import { language } from '@/common/preferences'
import { legible } from '@/common/values'

export type Group = 'home' | 'filing' | 'matching' | 'dispatch' | 'records' | 'appraisal' | 'money' | 'training' | 'credit' | 'rules' | 'people' | 'platform'

/** A field of the answer by dotted path ("terms.since"); its label is that of its last part unless another is named. */
export type Column = string | { field: string; label?: string; width?: number; sort?: boolean }

export interface Section {
  /** key under words `sections` */
  title: string
  fields: readonly Column[]
}

export interface View {
  /** key under words `views` */
  title: string
  query: Record<string, string>
  /** Only for these roles; otherwise for all who see the list. */
  roles?: readonly string[]
}

/** Views of what waits on whoever is signed in: the home page shows them. */
export const WAITING: readonly string[] = ['mine', 'to_confirm', 'to_accept', 'to_answer', 'to_approve', 'to_pay', 'to_decide', 'appeals', 'returned']

export interface Noun {
  /** plural, as in the address and in words `nouns` */
  name: string
  group: Group
  icon: string
  list?: {
    operation: OperationId
    /** The component of one item: labels and shapes of its fields. */
    component: string
    columns: readonly Column[]
    filters?: readonly string[]
    views?: readonly View[]
    /** Always asked, whatever the view. */
    fixed?: Record<string, string>
    /** Operations over the whole list (closing what has run out): buttons above it on the desk. */
    deeds?: readonly OperationId[]
    /** Name of the sheet that `POST /api/exports/{service}` knows it by. */
    export?: { service: string; sheet: string }
  }
  detail?: {
    operation: OperationId
    component: string
    /** The parameter in the path that takes the id. */
    parameter: string
    title: readonly string[]
    sections: readonly Section[]
    /** Papers to fetch: operations that answer a file, with the words under `papers`. */
    papers?: readonly { operation: OperationId; title: string }[]
    /** Where an action's answer is a record of another noun: that one opens. */
    leads?: Readonly<Partial<Record<OperationId, string>>>
    /** Actions that a panel or screen of this noun carries out, beside what they rest on: no button on top of the desk. */
    elsewhere?: readonly OperationId[]
    /** Actions of the answer that a panel of the noun offers in a way of its own, on desk and phone: no button besides. */
    inPanels?: readonly string[]
    /** Actions shown only while they are open: many of a kind (a paper for each party), of which few make sense at a time. */
    onlyOpen?: readonly string[]
    /** Further operations open to whoever may call them, beside the answer's own actions. */
    also?: readonly OperationId[]
  }
  /** Operations that begin one. */
  create?: readonly OperationId[]
  /** Extra components by name, looked up in desk/panels or phone/panels. */
  panels?: readonly string[]
  /** Not in the menu (opened from elsewhere). */
  hidden?: boolean
  /** Only these roles see it in the menu, where the operation's own answer is wider than the work; `applicant`: who
   *  holds no role (yet, or any more). */
  roles?: readonly string[]
}

export const fieldOf = (column: Column): string => (typeof column === 'string' ? column : column.field)
export const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

type Answer = Record<string, unknown> | null | undefined

/** The value at a dotted path; of a text that the answer carries in two languages, the one in the language chosen. */
export function valueAt(record: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => spokenIn(value as Answer, part), record)
}

/** What lies under a name, or beside it in English (`label`, `label_en`) where English is spoken. */
export function spokenIn(value: Answer, name: string): unknown {
  return legible(name, (language.value === 'en' && value?.[`${name}_en`]) || value?.[name])
}
