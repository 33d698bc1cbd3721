;; What eglot shows of a text is what `kanwu check' finds in it. `KANWU_FOUND' is the report as JSON.
(setq package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(package-initialize)
(require 'eglot)
(require 'flymake)
(require 'json)

(setq eglot-sync-connect 30
      eglot-autoshutdown nil
      flymake-start-on-flymake-mode t
      make-backup-files nil
      create-lockfiles nil)
(setq-default eglot-workspace-configuration '(:kanwu (:lang "zh" :debounce 0)))

(defun kanwu-wait (ready)
  "Wait until READY holds; true where it does."
  (let ((end (+ (float-time) 30)))
    (while (and (< (float-time) end) (not (funcall ready)))
      (accept-process-output nil 0.05)
      (ignore-errors (flymake-start)))
    (funcall ready)))

(defun kanwu-fail (&rest words)
  (princ (concat "Emacs: " (apply #'format words) "\n"))
  (kill-emacs 1))

(defun kanwu-shown ()
  "Place, rule and message of each diagnostic."
  (sort (mapcar (lambda (d)
                  ;; A place without characters is widened by eglot.
                  (format "%d %s" (flymake-diagnostic-beg d) (car (split-string (flymake-diagnostic-text d) "\n"))))
                (flymake-diagnostics))
        #'string<))

(let* ((json-object-type 'alist) (json-array-type 'list)
       (report (json-read-file (getenv "KANWU_FOUND")))
       (found (alist-get 'diagnostics report))
       (count (length found)))
  (add-to-list 'eglot-server-programs `(text-mode . (,(getenv "KANWU") "lsp" "--lang" "zh")))
  (find-file (getenv "KANWU_FILE"))
  (text-mode)
  (apply #'eglot (eglot--guess-contact))
  (unless (kanwu-wait (lambda () (= (length (flymake-diagnostics)) count)))
    (kanwu-fail "%d diagnostics instead of %d" (length (flymake-diagnostics)) count))
  (let* ((place (lambda (end) (byte-to-position (1+ (alist-get 'offset end)))))
         (expected (sort (mapcar (lambda (d)
                                   (format "%d kanwu [%s]: %s" (funcall place (alist-get 'start d))
                                           (alist-get 'rule d) (alist-get 'message d)))
                                 found)
                         #'string<)))
    (unless (equal (kanwu-shown) expected)
      (kanwu-fail "shows\n%S\nnot\n%S" (kanwu-shown) expected))
    ;; A correction of a wrong word, carried out by the editor.
    (let* ((wrong (seq-find (lambda (d) (equal (alist-get 'rule d) "character/wrong-word")) found))
           (beg (funcall place (alist-get 'start wrong)))
           (end (funcall place (alist-get 'end wrong)))
           (wanted (alist-get 'replacement (car (alist-get 'edits (car (alist-get 'fixes wrong))))))
           (action (seq-find (lambda (a) (equal (plist-get a :title) (concat "改为：" wanted)))
                             (eglot-code-actions beg end "quickfix")))
           (right (concat (buffer-substring-no-properties (point-min) beg) wanted
                          (buffer-substring-no-properties end (point-max)))))
      (unless action (kanwu-fail "no action “改为：%s”" wanted))
      (eglot--apply-workspace-edit (plist-get action :edit))
      (unless (equal (buffer-string) right) (kanwu-fail "the correction went astray"))
      ;; It is sent when Emacs is idle, which it never is in a batch.
      (eglot--signal-textDocument/didChange)
      (unless (kanwu-wait (lambda () (= (length (flymake-diagnostics)) (1- count))))
        (kanwu-fail "%d diagnostics after the correction of %d" (length (flymake-diagnostics)) count)))
    (princ (format "Emacs: %d findings in their places, one corrected\n" count))))
(set-buffer-modified-p nil)
(kill-emacs 0)
