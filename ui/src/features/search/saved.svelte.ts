/** Searches kept with a name. */
import { api } from '../../api/client'
import type { SavedSearchState } from '../../api/types'
import { Loaded } from '../../record/loaded.svelte'

/** Read anew whenever something was written. Call it while a component is made. */
export function savedSearches(): Loaded<{ searches: SavedSearchState[] }> {
  return new Loaded(() => api.saved_search_list({}))
}
