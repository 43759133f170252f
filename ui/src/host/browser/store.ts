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
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

async function run<T>(drawer: Drawer, mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const db = await database();
  if (!db) return undefined;
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(drawer, mode);
    const request = act(transaction.objectStore(drawer));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error ?? new Error('storage failed'));
    transaction.onabort = () => reject(transaction.error ?? new Error('storage aborted'));
  });
}

export async function put(drawer: Drawer, key: string, value: unknown): Promise<void> {
  memory[drawer].set(key, value);
  try {
    await run(drawer, 'readwrite', (store) => store.put(value, key));
  } catch {
    // The disk is full or storage is forbidden: the copy in memory serves until the page is closed.
  }
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
