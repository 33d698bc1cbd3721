#!/usr/bin/env python3
"""Tries what docs/editors.md tells people to write, in the editors that are at hand.

setups.py KANWU, with Neovim, Vim, Emacs with eglot, and luac. Every piece is at least read by the
program that it is for; where its server starts without further packages, a text is opened and must
show its findings. (The JSON and TOML of the page are read by tests/editors.rs.)"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

KANWU = pathlib.Path(sys.argv[1]).absolute()
PAGE = pathlib.Path(__file__).parent.parent / "docs" / "editors.md"
TEXT = "会议布署了下一阶段的工作。\n市委市委宣传部主办。\n"


def pieces(language, holding=""):
    """The blocks of the page in this language that hold these characters."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    found = [block for block in blocks if holding in block]
    assert found, f"no {language} with {holding}"
    return found


def run(folder, *command):
    """What the command writes, in a home of its own where `kanwu` is on the path."""
    (folder / "bin").mkdir(exist_ok=True)
    if not (folder / "bin" / "kanwu").exists():
        (folder / "bin" / "kanwu").symlink_to(KANWU)
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    surroundings = os.environ | {"HOME": str(folder), "PATH": path, "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def write(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    return name


def neovim(folder):
    for block in pieces("lua"):
        run(folder, "luac", "-p", write(folder, "piece.lua", block))
    setup = pieces("lua", "start_client")[0] + """
vim.api.nvim_create_autocmd('VimEnter', { callback = function()
  vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
  print(vim.inspect(vim.tbl_map(function(d) return d.message end, vim.diagnostic.get(0))))
  vim.cmd('qall!')
end })
"""
    shown = run(folder, "nvim", "--headless", "-i", "NONE", "-u", write(folder, "init.lua", setup), "memo.txt")
    assert "部署" in shown and "市委" in shown, shown


def vim(folder):
    """The plugins are not there: what they are handed is."""
    (folder / "autoload").mkdir()
    write(folder, "autoload/lsp.vim", "function! lsp#register_server(server)\n  let g:handed = a:server\nendfunction\n")
    stand_in = "set rtp^=.\nfunction! LspAddServer(servers)\n  let g:handed = a:servers[0]\nendfunction\n"
    for name, command, event in [("LspAddServer", ["kanwu", ["lsp"]], ""), ("lsp_setup", ["kanwu", "lsp"], "doautocmd User lsp_setup\n")]:
        tell = "call writefile([json_encode(g:handed)], 'handed.json')\nqall!\n"
        write(folder, "setup.vim", stand_in + pieces("vim", name)[0] + event + tell)
        run(folder, "vim", "-Nu", "NONE", "-i", "NONE", "-es", "-S", "setup.vim")
        handed = json.loads((folder / "handed.json").read_text("utf-8"))
        assert (handed.get("cmd") or [handed["path"], handed["args"]]) == command, handed
        assert handed["name"] == "kanwu" and "text" in (handed.get("allowlist") or handed["filetype"]), handed

    tell = """
filetype plugin on
edit memo.txt
silent make
call writefile([json_encode(map(getqflist(), {_, q -> [bufname(q.bufnr), q.lnum, q.col, q.type, q.text]}))], 'list.json')
qall!
"""
    write(folder, "make.vim", pieces("vim", "makeprg")[0] + tell)
    run(folder, "vim", "-Nu", "NONE", "-i", "NONE", "-es", "-S", "make.vim")
    rows = json.loads((folder / "list.json").read_text("utf-8"))
    assert [row[:4] for row in rows] == [["memo.txt", 1, 3, "e"], ["memo.txt", 2, 3, "e"]], rows


def emacs(folder):
    reads = "(with-temp-buffer (insert-file-contents \"piece.el\") (while (ignore-errors (read (current-buffer)))) (skip-chars-forward \" \\n\") (unless (eobp) (kill-emacs 1)))"
    for block in pieces("elisp"):
        write(folder, "piece.el", block)
        run(folder, "emacs", "-Q", "--batch", "--eval", reads)
    # In a batch no command follows, so eglot-ensure would wait for ever: its server is started at once.
    setup = pieces("elisp", "eglot-server-programs")[0] + """
(setq package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(package-initialize)
(require 'eglot)
(setq eglot-sync-connect 30 flymake-start-on-flymake-mode t)
(remove-hook 'text-mode-hook (car text-mode-hook))
(find-file "memo.txt")
(apply #'eglot (eglot--guess-contact))
(let ((end (+ (float-time) 60)))
  (while (and (< (float-time) end) (null (flymake-diagnostics)))
    (accept-process-output nil 0.1)
    (ignore-errors (flymake-start))))
(princ (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\\n"))
"""
    shown = run(folder, "emacs", "-Q", "--batch", "-l", write(folder, "init.el", setup))
    assert "部署" in shown and "市委" in shown, shown


for editor in (neovim, vim, emacs):
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        write(place, "memo.txt", TEXT)
        editor(place)
        print(f"{editor.__name__}: as docs/editors.md says")
