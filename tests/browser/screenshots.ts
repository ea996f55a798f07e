// Writes every screen in every language, theme and width as PNG into SANDYQ_SCREENSHOTS, to be looked at.
// SANDYQ_SCREENSHOTS_ONLY is an expression that chooses among `way/scene`; with SANDYQ_SCREENSHOTS_AXE every one of them has to be free of what axe finds.
import { join } from 'node:path'

import { test } from 'vitest'

import { handover, told } from './shots/handover'
import { incoming } from './shots/incoming'
import { keys } from './shots/keys'
import { lists } from './shots/lists'
import { news } from './shots/news'
import { newkeys } from './shots/newkeys'
import { partners, states } from './shots/partners'
import { people } from './shots/people'
import { privacy } from './shots/privacy'
import { rooms } from './shots/rooms'
import { safety } from './shots/safety'
import { seal } from './shots/seal'
import { type Scene, Stage, type Way } from './shots/stage'
import { start } from './shots/start'
import { work } from './shots/work'

const OUT = process.env['SANDYQ_SCREENSHOTS'] ?? 'screenshots'
const ONLY = new RegExp(process.env['SANDYQ_SCREENSHOTS_ONLY'] ?? '')

const WAYS: Way[] = [
  { name: 'en', language: 'en', look: {} },
  { name: 'en-dark', language: 'en', look: { colorScheme: 'dark' } },
  { name: 'ru', language: 'ru', look: {} },
  { name: 'kk', language: 'kk', look: {} },
  { name: 'kk-dark', language: 'kk', look: { colorScheme: 'dark' } },
  { name: 'en-contrast', language: 'en', look: {}, theme: 'contrast' },
  { name: 'ru-narrow', language: 'ru', look: { width: 720, height: 900 } },
  { name: 'ru-200', language: 'ru', look: {}, text: 200 },
]
const SCENES: Scene[] = [start, rooms, lists, people, work, handover, told, incoming, partners, states, news, keys, safety, newkeys, seal, privacy]

for (const way of WAYS) {
  for (const scene of SCENES) {
    const name = `${way.name}/${scene.name}`
    test.runIf(ONLY.test(name))(name, async () => {
      const stage = await Stage.set(way, join(OUT, way.name))
      try {
        await scene.play(stage)
      } finally {
        await stage.end()
      }
    })
  }
}
