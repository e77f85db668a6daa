/** What the help of a screen shows: pictures where people would rather look than read. The browser tests take them
 *  (`visits.picture`), so they show the portal as it is; each is a file of its own that loads when help is opened. */
const files = import.meta.glob<string>('../../pictures/*.webp', { eager: true, query: '?url', import: 'default' })

/** By noun; the words of each are `help.picture_<name>`. */
export const PICTURES: Readonly<Record<string, readonly string[]>> = {
  home: ['home'],
  apply: ['applying'],
  'application-drafts': ['applying'],
  applications: ['review', 'applying'],
  filings: ['verifying'],
  agreements: ['signing'],
  supplements: ['signing'],
  records: ['recording', 'confirming'],
  demands: ['matching'],
  matching: ['matching'],
  suggestions: ['matching'],
}

export interface Picture {
  name: string
  url: string
}

export function picturesOf(noun: string): Picture[] {
  return (PICTURES[noun] ?? []).map((name) => ({ name, url: files[`../../pictures/${name}.webp`] ?? '' })).filter((one) => one.url)
}
