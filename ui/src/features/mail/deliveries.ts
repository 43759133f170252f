// How a letter was delivered, round by round, as steps that people read.
import type { LetterDelivery } from '../../api/mail';
import { formatTime, t } from '../../texts/index.svelte';
import { longDay } from './day';

export interface DeliveryStep {
  title: string;
  time?: string;
  text?: string;
  state: 'done' | 'current' | 'next';
}

/** The steps of one delivery in the order in which they happen. */
export function stepsOfDelivery(delivery: LetterDelivery): DeliveryStep[] {
  const { channel, why, window } = delivery;
  const steps: [string, string | undefined, string | undefined][] = [
    [t(`deskmail-step-${channel}`), formatTime(delivery.decided_at), t(`deskmail-why-${why}`)],
    [t('deskmail-step-provided'), delivery.provided_at ? formatTime(delivery.provided_at) : undefined, undefined],
    [t('deskmail-step-notice'), delivery.notice_sent_at ? formatTime(delivery.notice_sent_at) : undefined, window ? t('deskmail-window', { day: longDay(window.earlier_end) }) : undefined],
    [t('deskmail-step-retrieved'), delivery.retrieved_at ? formatTime(delivery.retrieved_at) : undefined, undefined],
    [t('deskmail-step-printed'), delivery.printed_at ? formatTime(delivery.printed_at) : undefined, undefined],
    [t('deskmail-step-posted'), delivery.posted_on ? longDay(delivery.posted_on) : undefined, undefined],
    [t('deskmail-step-returned'), delivery.returned_on ? longDay(delivery.returned_on) : undefined, undefined],
    [t('deskmail-step-ended'), delivery.ended_at ? formatTime(delivery.ended_at) : undefined, undefined],
  ];
  return steps.flatMap(([title, time, text]) => (time === undefined ? [] : [{ title, time, text, state: 'done' as const }]));
}
