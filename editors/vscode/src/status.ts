// The item in the status bar: what was found in the manuscript in front, and how the server is.
import * as vscode from "vscode";
import type { Status } from "./protocol";
import * as score from "./score";

/** How the server is. */
export type Health = "starting" | "running" | "stopped";

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("kanwu", vscode.StatusBarAlignment.Left, 50);
  private readonly known = new Map<string, Status>();
  private health: Health = "starting";
  private readonly registration = vscode.Disposable.from(
    this.item,
    vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    vscode.window.onDidChangeVisibleTextEditors(() => this.update()),
    vscode.workspace.onDidCloseTextDocument(document => this.known.delete(document.uri.toString())),
  );

  constructor(private readonly selector: vscode.DocumentSelector) {
    this.item.name = "kanwu";
    this.update();
  }

  /** Takes note of how the server is; what a former one said is forgotten. */
  is(health: Health): void {
    this.health = health;
    this.known.clear();
    this.update();
  }

  /** Takes note of what was found. */
  note(status: Status): void {
    // The server may write a URI in another way than the editor.
    this.known.set(vscode.Uri.parse(status.uri).toString(), status);
    this.update();
  }

  /** What the item says, for the tests. */
  get text(): string {
    return this.item.text;
  }

  /** The manuscript in front, or the first that can be seen beside a page. */
  private manuscript(): vscode.TextDocument | undefined {
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const editors =
      activeTextEditor === undefined ? visibleTextEditors : [activeTextEditor, ...visibleTextEditors];
    const documents = editors.map(editor => editor.document);
    return documents.find(document => vscode.languages.match(this.selector, document) > 0);
  }

  private update(): void {
    const document = this.manuscript();
    if (document === undefined) {
      this.item.hide();
      return;
    }
    const status = this.known.get(document.uri.toString());
    if (this.health === "stopped") {
      this.item.text = "$(circle-slash) kanwu";
      this.item.tooltip = vscode.l10n.t("kanwu is not running. Click to start it.");
      this.item.command = "kanwu.restart";
    } else if (status === undefined) {
      this.item.text = this.health === "starting" ? "$(sync~spin) kanwu" : "kanwu";
      this.item.tooltip = vscode.l10n.t("kanwu is reading the text.");
      this.item.command = "kanwu.showLog";
    } else {
      this.item.text = score.label(status, vscode.l10n.t);
      this.item.tooltip = `kanwu: ${score.sentence(status, vscode.l10n.t)}`;
      this.item.command = "kanwu.showRate";
    }
    this.item.show();
  }

  dispose(): void {
    this.registration.dispose();
  }
}
