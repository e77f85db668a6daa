/** Files: announced, posted straight to the object store, checked there; what comes back is the receipt that records cite. */
import { call, newKey, type Json } from '@/api/client'
import { offline, Problem } from '@/api/problem'
import { t } from './words'

export interface Upload {
  name: string
  size: number
  sent: number
  state: 'waiting' | 'sending' | 'checking' | 'done' | 'failed'
  receipt: string
  problem: Problem | null
  preview: string
}

const PHOTO = /^image\/(jpeg|png|webp)$/
const LONG_SIDE = 1600
const QUALITY = 0.7

/** Uploads one file, telling in `shown` (reactive) how far it is. Photos are made smaller first, their EXIF kept. */
export async function upload(file: File, purpose: string, shown: Upload): Promise<void> {
  const key = newKey()
  shown.problem = null
  try {
    const made = PHOTO.test(file.type) ? await smaller(file) : file
    shown.size = made.size
    const said = { name: file.name, content_type: made.type, size: made.size, sha256: await sha256(made), purpose }
    const place = await call('post_attachments_announce_attachment', { body: said, key })
    shown.state = 'sending'
    await post(place.url, place.fields, made, (sent) => (shown.sent = sent))
    shown.state = 'checking'
    const path = { attachment_id: place.id }
    shown.receipt = (await call('post_attachments_ask_receipt', { path, body: { ticket: place.ticket }, key: newKey() })).receipt
    shown.state = 'done'
  } catch (reason) {
    shown.problem = reason instanceof Problem ? reason : offline()
    shown.state = 'failed'
  }
}

/** Why a file was not taken, in the platform's words. */
export const whyNot = (one: Upload): string => Object.values(one.problem?.fields ?? {})[0] ?? (one.problem?.said.detail || t('errors.upload'))

export function toUpload(file: File): Upload {
  const preview = PHOTO.test(file.type) ? URL.createObjectURL(file) : ''
  return { name: file.name, size: file.size, sent: 0, state: 'waiting', receipt: '', problem: null, preview }
}

async function smaller(file: File): Promise<File> {
  const { default: Compressor } = await import('compressorjs')
  return new Promise((resolve) => {
    const sides = { maxWidth: LONG_SIDE, maxHeight: LONG_SIDE, quality: QUALITY, retainExif: true, convertSize: Infinity }
    new Compressor(file, {
      ...sides,
      success: (made) => resolve(new File([made], file.name, { type: file.type })),
      error: () => resolve(file), // what cannot be made smaller goes as it is; the platform checks its size
    })
  })
}

async function sha256(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  if (crypto.subtle) return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
  const { sha256: plain } = await import('@noble/hashes/sha2.js') // over plain http in a local network there is no crypto.subtle
  return hex(plain(new Uint8Array(bytes)))
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

function post(url: string, fields: Json, file: File, progress: (sent: number) => void): Promise<void> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value as string)
  body.append('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest() // fetch tells nothing of the bytes sent
    request.upload.onprogress = (event) => progress(Math.min(event.loaded, file.size))
    request.onload = () => (request.status < 300 ? resolve() : reject(new Problem(request.status, {})))
    request.onerror = () => reject(offline())
    request.open('POST', url)
    request.send(body)
  })
}
