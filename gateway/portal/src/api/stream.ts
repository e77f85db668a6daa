/** Server-sent events over fetch (EventSource cannot say who asks); falls back to asking again. */
import { raw, type Call, type OperationId } from './client'

export interface Told {
  event: string
  data: string
}

/** Yields what a stream tells until it ends or `signal` stops it. Throws Problem. */
export async function* told(id: OperationId, given: Call): AsyncGenerator<Told> {
  const response = await raw(id, { ...given, accept: 'text/event-stream' })
  const reader = response.body!.pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + value).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const line = (name: string) => block.split('\n').find((one) => one.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
      if (line('data')) yield { event: line('event') || 'message', data: line('data') }
    }
  }
}
