// The findings of kanwu among an editor's diagnostics. Nothing here runs VS Code: its types alone.
import type { Diagnostic, Range } from "vscode";

/** The rule that a diagnostic is about; none where it is not kanwu's. */
export function rule(diagnostic: Pick<Diagnostic, "source" | "code">): string | undefined {
  const { source, code } = diagnostic;
  if (source !== "kanwu" || code === undefined) {
    return undefined;
  }
  return String(typeof code === "object" ? code.value : code);
}

/** The rules of the findings that touch `range`, or of all where none does; each once. */
export function rules(diagnostics: readonly Diagnostic[], range: Range): string[] {
  const own = diagnostics.filter(diagnostic => rule(diagnostic) !== undefined);
  const here = own.filter(diagnostic => diagnostic.range.intersection(range) !== undefined);
  const names = (here.length > 0 ? here : own).map(rule).filter(name => name !== undefined);
  return [...new Set(names)];
}
