// What the user can ask for: an outline, an error rate, an explanation, all safe corrections.
import * as vscode from "vscode";
import * as findings from "./findings";
import type { Pages } from "./pages";
import { EXPLAIN, type Explanation, FIX_ALL, OUTLINE, type Outline, RATE, type Rate } from "./protocol";
import { SELECTOR, type Server } from "./server";

export class Commands {
  constructor(
    private readonly server: Server,
    private readonly pages: Pages,
  ) {}

  async showOutline(): Promise<void> {
    await this.page<Outline>(OUTLINE, vscode.l10n.t("Outline"), outline => outline.markdown);
  }

  async showRate(): Promise<void> {
    await this.page<Rate>(
      RATE,
      vscode.l10n.t("Error rate"),
      rate => `\`\`\`text\n${rate.table.trimEnd()}\n\`\`\`\n`,
    );
  }

  /** Explains `name`, or the rule of the finding at the cursor; of several the user takes one. */
  async explainFinding(name?: unknown): Promise<void> {
    const rule = typeof name === "string" ? name : await this.ruleAtCursor();
    if (rule === undefined || !(await this.isReady())) {
      return;
    }
    const explanation = await this.server.ask<Explanation>(EXPLAIN, { rule });
    if (explanation === undefined) {
      inform(vscode.l10n.t("kanwu knows no rule “{0}”.", rule));
      return;
    }
    await this.pages.show(rule, explanation.markdown);
  }

  async fixAll(): Promise<void> {
    if (manuscript() === undefined) {
      noManuscript();
      return;
    }
    const arguments_ = { kind: FIX_ALL, apply: "first" };
    await vscode.commands.executeCommand("editor.action.sourceAction", arguments_);
  }

  /** True where the server runs; where it does not, the user is offered to start it. */
  private async isReady(): Promise<boolean> {
    if (this.server.isRunning) {
      return true;
    }
    const start = vscode.l10n.t("Start it");
    const chosen = await vscode.window.showWarningMessage(vscode.l10n.t("kanwu is not running."), start);
    return chosen === start && (await this.server.restart());
  }

  private async ruleAtCursor(): Promise<string | undefined> {
    const editor = manuscript();
    if (editor === undefined) {
      noManuscript();
      return undefined;
    }
    const diagnostics = vscode.languages.getDiagnostics(editor.document.uri);
    const rules = findings.rules(diagnostics, editor.selection);
    if (rules.length === 0) {
      inform(vscode.l10n.t("kanwu has found nothing in this text."));
    }
    const placeHolder = vscode.l10n.t("The rule to explain");
    return rules.length > 1 ? await vscode.window.showQuickPick(rules, { placeHolder }) : rules[0];
  }

  /** Asks `method` about the text in front and shows a page made of the answer. */
  private async page<Answer>(
    method: string,
    title: string,
    write: (answer: Answer) => string,
  ): Promise<void> {
    const editor = manuscript();
    if (editor === undefined) {
      noManuscript();
      return;
    }
    if (!(await this.isReady())) {
      return;
    }
    const { uri } = editor.document;
    const answer = await this.server.ask<Answer>(method, { textDocument: { uri: uri.toString() } });
    if (answer === undefined) {
      inform(vscode.l10n.t("kanwu has nothing to say about this text."));
      return;
    }
    const name = uri.path.split("/").pop() ?? "";
    await this.pages.show(`${title} · ${name}`, write(answer));
  }
}

/** The editor in front, if it shows a manuscript. */
function manuscript(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor !== undefined && vscode.languages.match(SELECTOR, editor.document) > 0 ? editor : undefined;
}

function noManuscript(): void {
  inform(vscode.l10n.t("Open a manuscript first: plain text or Markdown."));
}

/** Says `message` and goes on: it is there until the user takes it away. */
function inform(message: string): void {
  void vscode.window.showInformationMessage(message);
}
