// The section `kanwu` of the settings, as the server takes it. Nothing here knows VS Code.
import { homedir } from "node:os";
import { isAbsolute, join, normalize } from "node:path";

/** What the server is told when it starts and whenever the settings change. */
export interface Options {
  config: string | null;
  profile: string | null;
  lang: "auto" | "en" | "zh";
  debounce: number;
}

/** Reads one setting of the section by its name. */
export type Section = (name: string) => unknown;

/** The options that `section` gives; paths are counted from the first of `folders`. */
export function options(section: Section, folders: readonly string[]): Options {
  const lang = section("lang");
  const debounce = section("debounce");
  return {
    config: path(section("config"), folders) ?? null,
    profile: text(section("profile")) ?? null,
    lang: lang === "zh" || lang === "en" ? lang : "auto",
    debounce: typeof debounce === "number" && debounce >= 0 ? Math.round(debounce) : 100,
  };
}

/** The path that `value` writes, `~` and `${workspaceFolder}` filled in; none where it is blank. */
export function path(value: unknown, folders: readonly string[], home = homedir()): string | undefined {
  const written = text(value);
  if (written === undefined) {
    return undefined;
  }
  const folder = folders[0];
  const inWorkspace = folder === undefined ? written : written.replaceAll("${workspaceFolder}", folder);
  const atHome = inWorkspace.replace(/^~(?=$|[/\\])/, home);
  return isAbsolute(atHome) || folder === undefined ? normalize(atHome) : join(folder, atHome);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
