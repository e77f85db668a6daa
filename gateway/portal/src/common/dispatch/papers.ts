/** The papers of a case: the notice before a decision, the decision itself, each as PDF and as Word. */
import { file, operation, type Json, type OperationId } from '@/api/client'
import { mayCall } from '@/api/session'
import { save } from '@/common/files'

const FORMS: { title: string; operation: OperationId }[] = [
  { title: 'pdf', operation: 'get_endings_ending_pdf' },
  { title: 'word', operation: 'get_endings_ending_docx' },
]
/** Which papers there are by now. */
export function papersOf(record: Json): { what: string; forms: typeof FORMS }[] {
  const there = ['notice', ...(record.decision ? ['decision'] : [])]
  return there.map((what) => ({ what, forms: FORMS.filter((one) => mayCall(operation(one.operation).may)) })).filter((one) => one.forms.length)
}

/** Throws Problem. */
export async function fetchPaper(id: OperationId, record: Json, what: string): Promise<void> {
  const made = await file(id, { path: { ending_id: record.id, what } })
  save(made.blob, made.name)
}
