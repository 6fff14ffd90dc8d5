import type { ChangesSearch } from '../../app/router';
import { store } from '../../app/store';

/** The list that a reader came from, with the cursor: where Esc leads back to. */
export const lastChanges = store<ChangesSearch>({});
