// IndexedDB with two drawers: drafts (JSON) and photos (Blob). Where the browser refuses it (private windows of old versions), a
// map in memory keeps the page working; then only a reload loses the draft.
const NAME = 'rathaus';
const VERSION = 1;
export type Drawer = 'drafts' | 'photos';

let opened: Promise<IDBDatabase | null> | undefined;
const memory: Record<Drawer, Map<string, unknown>> = { drafts: new Map(), photos: new Map() };

function database(): Promise<IDBDatabase | null> {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, VERSION);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('drafts');
        request.result.createObjectStore('photos');
      };
      request.onsuccess = () => {
        // iOS closes databases of pages in the background; the next use opens a new one.
        request.result.onclose = () => (opened = undefined);
        resolve(request.result);
      };
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  // A refusal may be over at the next try.
  void opened.then((db) => {
    if (!db) opened = undefined;
  });
  return opened;
}

async function run<T>(drawer: Drawer, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const db = await database();
  if (!db) throw new Error('storage refused');
  return new Promise((resolve, reject) => {
    let transaction: IDBTransaction;
    try {
      transaction = db.transaction(drawer, mode);
    } catch (error) {
      opened = undefined;
      throw error;
    }
    const request = act(transaction.objectStore(drawer));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error ?? new Error('storage failed'));
    transaction.onabort = () => reject(transaction.error ?? new Error('storage aborted'));
  });
}

/** Fails where the disk is full or storage is forbidden; a copy in memory then serves until the page is closed. */
export async function put(drawer: Drawer, key: string, value: unknown): Promise<void> {
  memory[drawer].set(key, value);
  await run(drawer, 'readwrite', (store) => store.put(value, key));
}

export async function take(drawer: Drawer, key: string): Promise<unknown> {
  try {
    const value: unknown = await run(drawer, 'readonly', (store) => store.get(key) as IDBRequest<unknown>);
    if (value !== undefined) return value;
  } catch {
    // Fall through to the copy in memory.
  }
  return memory[drawer].get(key);
}

export async function drop(drawer: Drawer, key: string): Promise<void> {
  memory[drawer].delete(key);
  try {
    await run(drawer, 'readwrite', (store) => store.delete(key));
  } catch {
    // Nothing depends on it.
  }
}
