/** What waits on whoever is signed in, over every noun whose list can be asked for it. */
import { ref, type Ref } from 'vue'
import { call, operation, type Json, type Page } from '@/api/client'
import { mayCall, roles } from '@/api/session'
import type { Problem } from '@/api/problem'
import { nouns } from '@/nouns'
import { fieldOf, valueAt, WAITING, type Noun, type View } from '@/nouns/noun'
import { say } from './values'
import { either } from './words'

export interface Todo {
  id: string
  title: string
  step: string
  due: string | null
  to: string
}
export interface TodoGroup {
  noun: string
  view: string
  all: string
  more: boolean
  items: Todo[]
}

export function useTodo(): { groups: Ref<TodoGroup[]>; loading: Ref<boolean>; problem: Ref<Problem | null>; again: () => Promise<void> } {
  const [groups, loading, problem] = [ref<TodoGroup[]>([]), ref(false), ref<Problem | null>(null)]

  async function again(): Promise<void> {
    ;[loading.value, problem.value] = [true, null]
    const asked = nouns.flatMap((noun) => waiting(noun).map((view) => ({ noun, view })))
    const found = await Promise.all(asked.map(({ noun, view }) => group(noun, view).catch((reason: Problem) => void (problem.value = [403, 404].includes(reason.status) ? problem.value : reason))))
    groups.value = found.filter((one) => !!one && one.items.length > 0) as TodoGroup[]
    loading.value = false
  }

  void again()
  return { groups, loading, problem, again }
}

/** The views of a noun that wait on somebody with these roles. A noun with a view of one's own turn needs no other. */
function waiting(noun: Noun): View[] {
  if (!noun.list || !mayCall(operation(noun.list.operation).may)) return []
  const open = (noun.list.views ?? []).filter((view) => WAITING.includes(view.title) && (view.roles ? view.roles.some((role) => roles.value.has(role)) : view.title === 'mine'))
  return open.some((view) => view.title === 'mine') ? open.filter((view) => view.title === 'mine') : open
}

async function group(noun: Noun, view: View): Promise<TodoGroup> {
  const page = await call<Page>(noun.list!.operation, { query: { ...noun.list!.fixed, ...view.query, limit: 50 } })
  return { noun: noun.name, view: view.title, all: `/${noun.name}?view=${view.title}`, more: page.next !== null, items: page.items.map((item) => todo(noun, item)) }
}

function todo(noun: Noun, item: Json): Todo {
  const columns = noun.list!.columns.map(fieldOf)
  const title = columns.map((column) => valueAt(item, column)).find((value) => typeof value === 'string' && value) as string | undefined
  const step = item.waits_on ? either(item.waits_on.label, item.waits_on.label_en) : item.state?.step ? say('step', item.state.step) : say('status', item.status, noun.list!.component)
  return { id: item.id, title: title ?? item.number ?? item.id, step, due: item.waits_on?.due ?? item.state?.due ?? item.due ?? null, to: `/${noun.name}/${item.id}` }
}
