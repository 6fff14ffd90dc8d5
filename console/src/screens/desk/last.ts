import type { DeskSearch } from '../../app/router';
import { store } from '../../app/store';

/** The queue that a reader came from, with the cursor: where Esc leads back to. */
export const lastDesk = store<{ queue: string; search: DeskSearch }>({ queue: 'mine', search: {} });
