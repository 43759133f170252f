// "Why this date?" in words: the codes and days of the law crate become sentences of the catalogue.
import type { Explanation, Obstacle, Period, Statute, Step } from '../../api/mail';
import { t } from '../../texts/index.svelte';
import { longDay } from './day';
import { acts } from './law.json';

export interface ExplainedStep {
  /** Names the step in a list. */
  key: string;
  /** The day in words. */
  day: string;
  text: string;
  /** Where the rule stands. */
  statute?: string;
  /** Days that are no working days. */
  skipped?: string;
}

/** "§ 41 Absatz 2a VwVfG". An act that this page does not know yet is named by its code. */
export function statuteWords({ act, section, paragraph }: Statute): string {
  const known = (acts as Record<string, { name: string; articles: boolean } | undefined>)[act];
  const words = { act: known?.name ?? act, section, paragraph: paragraph ?? '' };
  if (known?.articles) return paragraph ? t('law-statute-article-paragraph', words) : t('law-statute-article', words);
  return paragraph ? t('law-statute-paragraph', words) : t('law-statute-section', words);
}

/** "1 Monat" */
export function periodWords(period: Period): string {
  return t(`law-period-${period.unit}`, { count: period.amount });
}

/** "Samstag, 7. Februar 2026", "Karfreitag, Freitag, 3. April 2026" */
export function obstacleWords(obstacle: Obstacle): string {
  return obstacle.kind === 'holiday' ? `${t(`law-holiday-${obstacle.holiday}`)} (${longDay(obstacle.on)})` : longDay(obstacle.on);
}

function stepWords(step: Step, at: number): ExplainedStep {
  return {
    key: `${at}-${step.code}`,
    day: longDay(step.on),
    text: t(`law-step-${step.code}`, { period: step.period ? periodWords(step.period) : '' }),
    ...(step.statute ? { statute: statuteWords(step.statute) } : {}),
    ...(step.obstacles && step.obstacles.length > 0 ? { skipped: t('law-skipped', { days: step.obstacles.map(obstacleWords).join(', ') }) } : {}),
  };
}

/** The steps to the day that the resident is shown. Those to the later plausible end are the town's alone. */
export function stepsOf(explanation: Explanation): ExplainedStep[] {
  return explanation.steps.map(stepWords);
}

export function doubtsOf(explanation: Explanation): string[] {
  return (explanation.doubts ?? []).map((doubt) => t(`law-doubt-${doubt}`));
}

/** Whether the law leaves no doubt about the day. Where it does, only the earliest plausible end is ever told. */
export function isSure(explanation: Explanation): boolean {
  return (explanation.doubts ?? []).length === 0 && (explanation.latest_steps ?? []).length === 0;
}
