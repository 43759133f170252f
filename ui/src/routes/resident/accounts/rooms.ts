// What the page "Ich" leads to. A room stands here once it works; words: `accounts-room-<key>` and `accounts-room-<key>-text`.
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import Eye from '@lucide/svelte/icons/eye';
import KeyRound from '@lucide/svelte/icons/key-round';

export const rooms = [
  { key: 'reports', href: '/meldungen', icon: ClipboardList },
  { key: 'ways-in', href: '/ich/anmeldung', icon: KeyRound },
  { key: 'accesses', href: '/ich/zugriffe', icon: Eye },
] as const;
