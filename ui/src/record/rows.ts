/** A name for each row of a list in a form, for as long as the row is there: what is wrong in it stays with it when another row goes. */
const names = new WeakMap<object, string>()
let count = 0

export function rowKey(row: object): string {
  const known = names.get(row)
  if (known) return known
  count += 1
  const name = `row ${count}`
  names.set(row, name)
  return name
}
