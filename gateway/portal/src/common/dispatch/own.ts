/** One's own filing, for forms that ask which commissioner: filled in for whoever is one. */
import { ref, type Ref } from 'vue'
import { call, type Page } from '@/api/client'
import { roles, session } from '@/api/session'

export function useOwnFiling(): Ref<string> {
  const own = ref('')
  const person = session.who?.person
  if (person && roles.value.has('commissioner'))
    call<Page>('get_filings_filings', { query: { person, status: 'filed', limit: 20 } }).then(
      ({ items }) => {
        const sent = items.filter((one) => ['commissioner', 'team'].includes(one.subject))
        if (sent.length === 1) own.value = sent[0]!.id
      },
      () => undefined, // the form then asks
    )
  return own
}
