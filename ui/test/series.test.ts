import { expect, it } from 'vitest'
import { series } from '../src/features/figures/series'

it('has every month between the first and the last, and no others', () => {
  const list = series([{ code: '2024', acts: 5 }, { code: '2024-11', acts: 1 }, { code: '2025-02', acts: 3 }, { code: '', acts: 7 }])
  expect(list).toEqual([{ year: 2024, month: 11, acts: 1 }, { year: 2024, month: 12, acts: 0 }, { year: 2025, month: 1, acts: 0 }, { year: 2025, month: 2, acts: 3 }])
  expect(series([{ code: '2024', acts: 5 }])).toEqual([])
})
it('joins what is older than fifty years into the first column', () => {
  const list = series([{ code: '1931-02', acts: 2 }, { code: '2025-02', acts: 1 }])
  expect(list).toHaveLength(600)
  expect(list[0]?.acts).toBe(2)
  expect(list.reduce((sum, one) => sum + one.acts, 0)).toBe(3)
})
