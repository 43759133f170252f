// What each kind of letter looks like in a list. Its word stands beside the icon.
import BadgeCheck from '@lucide/svelte/icons/badge-check';
import BellRing from '@lucide/svelte/icons/bell-ring';
import FileQuestionMark from '@lucide/svelte/icons/file-question-mark';
import Info from '@lucide/svelte/icons/info';
import ReceiptEuro from '@lucide/svelte/icons/receipt-euro';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import type { LetterKind } from '../../api/mail';

export const KIND_ICONS = { info: Info, request: FileQuestionMark, decision: ScrollText, invoice: ReceiptEuro, reminder: BellRing, receipt: BadgeCheck } as const satisfies Record<LetterKind, unknown>;
