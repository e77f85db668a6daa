/** The way to a file that a record cites, for those who may read that record. */
import { call } from '@/api/client'

/** `from`: the API address of the record, which the gateway reads as the asker. Throws Problem. */
export async function linkOf(id: string, from: string): Promise<string> {
  return (await call<{ url: string }>('get_attachments_attachment_link', { path: { attachment_id: id }, query: { record: from } })).url
}

/** Hands a file to the person. */
export function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
