// What was done with a record besides (deeds[].action, turns[].what).
import type { Words } from '../types'

export default {
  forwarded: ['转办', 'Forwarded'],
  taken_back: ['改由市局办理', 'Back to the bureau'],
  followed_up: ['填报成效', 'Told what came of it'],
  merged: ['并入另一需求', 'Merged into another'],
  merged_with: ['另一需求并入', 'Another was merged into it'],
  reclassified: ['调整保密级别', 'Reclassified'],
  renewed: ['续期', 'Renewed'],
  solved: ['已解决', 'Solved'],
  split: ['合并撤销', 'Split again'],
  split_off: ['合并的需求分出', 'Another was split off'],
  taken_out: ['移出公示', 'Taken out of the notice'],
  declined: ['不能承接', 'Declined'],
  reassigned: ['改派', 'Reassigned'],
  extended: ['延期', 'Extended'],
} as const satisfies Words
