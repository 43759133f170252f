// What the page "Ich" leads to. A room stands here once it works; words: `accounts-room-<key>` and `accounts-room-<key>-text`.
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import Eye from '@lucide/svelte/icons/eye';
import HandHelping from '@lucide/svelte/icons/hand-helping';
import IdCard from '@lucide/svelte/icons/id-card';
import KeyRound from '@lucide/svelte/icons/key-round';
import LifeBuoy from '@lucide/svelte/icons/life-buoy';

export const rooms = [
  { key: 'reports', href: '/meldungen', icon: ClipboardList },
  { key: 'profile', href: '/ich/angaben', icon: IdCard },
  { key: 'identity', href: '/ich/nachweis', icon: BadgeCheck },
  { key: 'ways-in', href: '/ich/anmeldung', icon: KeyRound },
  { key: 'representatives', href: '/ich/vertretung', icon: HandHelping },
  { key: 'card', href: '/ich/karte', icon: LifeBuoy },
  { key: 'accesses', href: '/ich/zugriffe', icon: Eye },
] as const;
