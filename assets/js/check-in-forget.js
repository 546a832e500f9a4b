/* Whoever has to sign in has no list of people on the device any more. Scans that wait name nobody, and are sent after signing in. */

import { dismissWorker, forgetEverything } from './check-in-store.js';

dismissWorker().catch(() => undefined);
if (globalThis.indexedDB) forgetEverything().catch(() => undefined);
