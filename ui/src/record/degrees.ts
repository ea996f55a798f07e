/** Where a place lies, WGS 84, as people type and read it: `43.238, 76.945`. */

/** Degrees as somebody typed them; null for nothing, undefined for what is no number within `most`. */
export function readDegrees(text: string, most: 90 | 180): number | null | undefined {
  const plain = text.trim().replace(',', '.').replace('−', '-').replace(/°$/, '').trim()
  if (plain === '') return null
  if (!/^[+-]?\d{1,3}(\.\d{1,12})?$/.test(plain)) return undefined
  const degrees = Number(plain)
  return Math.abs(degrees) <= most ? degrees : undefined
}

/** Both, or nothing: half a position is none. */
export function degrees(place: { latitude: number | null; longitude: number | null }): string {
  return place.latitude === null || place.longitude === null ? '' : `${place.latitude}, ${place.longitude}`
}
