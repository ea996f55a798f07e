import { defineConfig } from 'vitest/config'

// Kinds of end-to-end runs. Each spec starts its own program on its own temporary folder; one file at a time, the machine is small.
const one = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    fileParallelism: false,
    projects: [
      { test: { name: 'browser', include: ['browser/**/*.spec.ts'], ...one } },
      { test: { name: 'desktop', include: ['desktop/**/*.spec.ts'], ...one, testTimeout: 180_000 } },
      { test: { name: 'smooth', include: ['desktop/smooth.ts'], ...one, testTimeout: 240_000, hookTimeout: 300_000 } },
      { test: { name: 'byhand', include: ['browser/byhand.ts'], ...one, testTimeout: 1_800_000 } },
      { test: { name: 'screenshots', include: ['browser/screenshots.ts'], ...one, testTimeout: 900_000 } },
    ],
  },
})
