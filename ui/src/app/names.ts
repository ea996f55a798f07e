/** `Notebook` of `/home/me/Notebook.vault`. */
export function vaultName(path: string): string {
  return fileName(path).replace(/\.vault$/, '')
}

/** The last part of a path of either system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path
}

/** The folder a path is in. */
export function folderOf(path: string): string {
  return path.replace(/[\\/][^\\/]*[\\/]?$/, '')
}
