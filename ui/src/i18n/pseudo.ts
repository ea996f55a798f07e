const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const OTHER = 'àƀçđéƒǵĥíĵķĺḿñóþqŕšťúṽŵẋýžÀƁÇĐÉƑǴĤÍĴĶĹḾÑÓÞQŔŠŤÚṼŴẊÝŽ'

/** English that still reads but cannot be mistaken for a string that was written in the source: `[ŕéáđý]`. */
export function pseudo(text: string): string {
  return `[${[...text].map((char) => (PLAIN.includes(char) ? [...OTHER][PLAIN.indexOf(char)] : char)).join('')}]`
}
