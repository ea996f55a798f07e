/** Where a new vault is to be. */
import { host } from '../host'
import { vaultName } from './names'

/** Lets the person choose another place for the vault at `path`; gives that, or `path` if they thought better of it. */
export async function elsewhere(path: string, title: string): Promise<string> {
  const picked = await host.pickSave({ title, name: `${vaultName(path)}.vault` })
  if (!picked) return path
  return /\.vault$/.test(picked) ? picked : `${picked}.vault`
}
