-- What Neovim's own client shows of a text is what `kanwu check` finds in it. Written for 0.7,
-- which Debian has; `KANWU_FOUND` is the report as JSON.
local function run()
  vim.o.swapfile = false
  vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.KANWU_FILE))
  local report = vim.fn.json_decode(vim.fn.readfile(vim.env.KANWU_FOUND))
  local client = vim.lsp.start_client({
    name = 'kanwu',
    cmd = { vim.env.KANWU, 'lsp' },
    root_dir = vim.fn.fnamemodify(vim.env.KANWU_FILE, ':h'),
    init_options = { lang = 'zh', debounce = 0 },
    flags = { debounce_text_changes = 0 },
  })
  vim.lsp.buf_attach_client(0, client)

  local function wait_for(count)
    local done = vim.wait(30000, function() return #vim.diagnostic.get(0) == count end, 20)
    assert(done, #vim.diagnostic.get(0) .. ' diagnostics instead of ' .. count)
  end
  wait_for(#report.diagnostics)

  -- Columns of Neovim count bytes, as offsets do.
  local start = {}
  local offset = 0
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    start[number] = offset
    offset = offset + #line + 1
  end
  local shown, expected = {}, {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local from, to = start[d.lnum + 1] + d.col, start[d.end_lnum + 1] + d.end_col
    local rule = d.code or d.user_data.lsp.code
    table.insert(shown, string.format('%d-%d %s %s', from, to, rule, vim.split(d.message, '\n')[1]))
  end
  for _, d in ipairs(report.diagnostics) do
    table.insert(expected, string.format('%d-%d %s %s', d.start.offset, d['end'].offset, d.rule, d.message))
  end
  table.sort(shown)
  table.sort(expected)
  assert(vim.deep_equal(shown, expected), vim.inspect({ shown = shown, expected = expected }))

  -- A correction of a wrong word, carried out by the editor.
  local wrong
  for _, d in ipairs(report.diagnostics) do
    wrong = wrong or (d.rule == 'character/wrong-word' and d)
  end
  local lnum = wrong.start.line - 1
  local here
  for _, d in ipairs(vim.diagnostic.get(0, { lnum = lnum })) do
    if start[lnum + 1] + d.col == wrong.start.offset then here = d end
  end
  vim.api.nvim_win_set_cursor(0, { lnum + 1, here.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, lnum) }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 10000)
  local wanted = wrong.fixes[1].edits[1].replacement
  local before = vim.fn.getline(lnum + 1)
  local done = false
  for _, action in ipairs(answers[client].result) do
    if not done and action.title == '改为：' .. wanted then
      vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
      done = true
    end
  end
  assert(done, 'no action “改为：' .. wanted .. '”')
  wait_for(#report.diagnostics - 1)
  local right = before:sub(1, here.col) .. wanted .. before:sub(here.end_col + 1)
  assert(vim.fn.getline(lnum + 1) == right, vim.fn.getline(lnum + 1))
  io.stdout:write(string.format('Neovim: %d findings in their places, one corrected\n', #shown))
end

local ok, why = pcall(run)
if not ok then
  io.stdout:write('Neovim: ' .. tostring(why) .. '\n')
  vim.cmd('cquit 1')
end
vim.cmd('qall!')
