// What the server answers beyond the protocol that all editors share. Nothing here knows VS Code.

/** The parameters of a request about one open text. */
export interface TextParams {
  textDocument: { uri: string };
}

/** The issue, its contents against its articles, as Markdown. */
export interface Outline {
  markdown: string;
}

/** The error rate of a text, and how it came about. */
export interface Rate {
  errors: number;
  warnings: number;
  infos: number;
  /** The characters that the rate is counted over. */
  characters: number;
  /** Errors in 10,000 characters. */
  rate: number;
  /** The most that a publication of its kind may have, if there is such a limit. */
  limit: number | null;
  passes: boolean;
  /** How the rate came about, in columns of text. */
  table: string;
}

/** A page about a rule, as Markdown. */
export interface Explanation {
  markdown: string;
}

/** What was found in a text, told whenever it has been checked. */
export interface Status {
  uri: string;
  errors: number;
  warnings: number;
  infos: number;
  /** Errors in 10,000 characters. */
  rate: number;
}

export const OUTLINE = "kanwu/outline";
export const RATE = "kanwu/rate";
export const EXPLAIN = "kanwu/explain";
export const STATUS = "kanwu/status";

/** The kind of code action that makes all safe corrections. */
export const FIX_ALL = "source.fixAll.kanwu";

/** The command that a code action of the server runs to explain a rule; its first argument is the id. */
export const EXPLAIN_COMMAND = "kanwu.explainRule";
