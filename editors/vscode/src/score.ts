// What kanwu says of a text, as the status bar and the pages show it. Nothing here knows VS Code.
import type { Status } from "./protocol";

/** Puts values into a message and the message into the user's language. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** The counts that are not 0 with their icons, and the error rate: `kanwu $(error) 2 $(warning) 1 · 2.1/万`. */
export function label(status: Status, t: Translate): string {
  const counts = [
    ["$(error)", status.errors],
    ["$(warning)", status.warnings],
    ["$(info)", status.infos],
  ] as const;
  const shown = counts.filter(([, count]) => count > 0).map(([icon, count]) => `${icon} ${count}`);
  const found = shown.length > 0 ? shown.join(" ") : "$(check)";
  return `kanwu ${found} · ${t("{0} per 10k", figure(status.rate))}`;
}

/** The same in a sentence. */
export function sentence(status: Status, t: Translate): string {
  const { errors, warnings, infos, rate } = status;
  return t(
    "{0} errors, {1} warnings, {2} hints; {3} errors in 10,000 characters",
    errors,
    warnings,
    infos,
    figure(rate),
  );
}

/** A rate with one decimal, or with two where the first would be 0. */
export function figure(rate: number): string {
  return rate > 0 && rate < 0.1 ? rate.toFixed(2) : rate.toFixed(1);
}

/** The text of `markdown` where that is one block of text in columns and nothing else. */
export function columns(markdown: string): string | undefined {
  return /^```text\n((?:(?!```)[\s\S])*)```\s*$/.exec(markdown)?.[1];
}
