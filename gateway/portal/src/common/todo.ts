/** What waits on whoever is signed in, over every noun whose list can be asked for it. */
import { computed, ref, type Ref } from 'vue'
import { call, operation, type Json, type Page } from '@/api/client'
import { mayCall, roles } from '@/api/session'
import type { Problem } from '@/api/problem'
import { isFor, nouns } from '@/nouns'
import { fieldOf, lastPart, valueAt, WAITING, type Noun, type View } from '@/nouns/noun'
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

interface Found {
  noun: Noun
  view: View
  items: Json[]
  more: boolean
}

export function useTodo(): { groups: Ref<TodoGroup[]>; loading: Ref<boolean>; problem: Ref<Problem | null>; again: () => Promise<void> } {
  const [found, loading, problem] = [ref<Found[]>([]), ref(false), ref<Problem | null>(null)]
  const groups = computed(() => found.value.map(group)) // said anew in another language

  async function again(): Promise<void> {
    ;[loading.value, problem.value] = [true, null]
    const asked = nouns.flatMap((noun) => waiting(noun).map((view) => ({ noun, view })))
    const answers = await Promise.all(asked.map(({ noun, view }) => ask(noun, view).catch((reason: Problem) => void (problem.value = [403, 404].includes(reason.status) || reason.isPreparing ? problem.value : reason))))
    found.value = answers.filter((one) => !!one && one.items.length > 0) as Found[]
    loading.value = false
  }

  void again()
  return { groups, loading, problem, again }
}

/** The views of a noun that wait on somebody with these roles. A noun with a view of one's own turn needs no other. */
function waiting(noun: Noun): View[] {
  if (!noun.list || !isFor(noun) || !mayCall(operation(noun.list.operation).may)) return []
  const open = (noun.list.views ?? []).filter((view) => WAITING.includes(view.title) && (view.roles ? view.roles.some((role) => roles.value.has(role)) : view.title === 'mine'))
  return open.some((view) => view.title === 'mine') ? open.filter((view) => view.title === 'mine') : open
}

async function ask(noun: Noun, view: View): Promise<Found> {
  const page = await call<Page>(noun.list!.operation, { query: { ...noun.list!.fixed, ...view.query, limit: 50 } })
  return { noun, view, items: page.items, more: page.next !== null }
}

function group({ noun, view, items, more }: Found): TodoGroup {
  return { noun: noun.name, view: view.title, all: `/${noun.name}?view=${view.title}`, more, items: items.map((item) => todo(noun, item)) }
}

function todo(noun: Noun, item: Json): Todo {
  const columns = noun.list!.columns.map(fieldOf)
  const first = columns.find((column) => typeof valueAt(item, column) === 'string' && valueAt(item, column))
  const title = first && say(lastPart(first), valueAt(item, first), noun.list!.component)
  const step = item.waits_on ? either(item.waits_on.label, item.waits_on.label_en) : item.state?.step ? say('step', item.state.step) : say('status', item.status, noun.list!.component)
  return { id: item.id, title: title ?? item.number ?? item.id, step, due: item.waits_on?.due ?? item.state?.due ?? item.due ?? null, to: `/${noun.name}/${item.id}` }
}
