// SPDX-License-Identifier: MPL-2.0

package browser

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long a tab waits for something to come true.
const patience = 20 * time.Second

// Width and Height are the size of a tab, unless [Tab.Resize] changes it.
const (
	Width  = 1280
	Height = 900
)

// Tab is a tab of the browser. What goes wrong in it fails the test at its end: an error
// in the console, a violation of the Content-Security-Policy, a load that failed.
type Tab struct {
	t   testing.TB
	ctx context.Context

	mu         sync.Mutex
	complaints []string
}

// Open opens a tab for a test. Where there is no browser, the test is skipped.
func Open(t testing.TB) *Tab {
	t.Helper()
	parent, err := start()
	if errors.Is(err, errNone) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	tab := &Tab{t: t}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(tab.listen))
	tab.ctx = ctx
	t.Cleanup(func() {
		t.Helper()
		cancel()
		for _, complaint := range tab.Complaints() {
			t.Errorf("the browser complains: %s", complaint)
		}
	})
	if err := chromedp.Do(ctx); err != nil { // the first run binds the tab to ctx
		t.Fatalf("opening a tab: %v", err)
	}
	enable := func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		return err
	}
	run(tab, "opening a tab", chromedp.Func(enable))
	tab.Resize(Width, Height)
	return tab
}

// listen notes what goes wrong.
func (tab *Tab) listen(event any) {
	switch event := event.(type) {
	case *log.EventEntryAdded:
		if event.Entry.Level == log.EntryLevelError || event.Entry.Level == log.EntryLevelWarning {
			tab.complain("%s: %s %s", event.Entry.Source, event.Entry.Text, event.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		tab.complain("%s", exceptionOf(event.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if event.Type == runtime.ConsoleAPICalledTypeError || event.Type == runtime.ConsoleAPICalledTypeWarning {
			tab.complain("console: %s", argsOf(event.Args))
		}
	case *network.EventLoadingFailed:
		// A page that is left, or a script that has enough, ends its loads.
		if !event.Canceled && event.ErrorText != "net::ERR_ABORTED" {
			tab.complain("a load failed: %s", event.ErrorText)
		}
	}
}

func exceptionOf(details *runtime.ExceptionDetails) string {
	if details.Exception == nil {
		return details.Text
	}
	return details.Text + " " + details.Exception.Description
}

func argsOf(args []*runtime.RemoteObject) string {
	var texts []string
	for _, arg := range args {
		texts = append(texts, string(arg.Value)+arg.Description)
	}
	return strings.Join(texts, " ")
}

func (tab *Tab) complain(format string, args ...any) {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.complaints = append(tab.complaints, fmt.Sprintf(format, args...))
}

// Complaints returns what has gone wrong since the last call. It is for a test that
// expects it: what is returned fails no test.
func (tab *Tab) Complaints() []string {
	tab.mu.Lock()
	defer tab.mu.Unlock()
	found := slices.Clone(tab.complaints)
	tab.complaints = nil
	return found
}

// run runs an action and returns its result. The test ends here if it fails; what says what
// was tried.
func run[T any](tab *Tab, what string, action chromedp.Action[T]) T {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	result, err := chromedp.Run(ctx, action)
	if err != nil {
		tab.t.Fatalf("%s: %v", what, err)
	}
	return result
}

// Go opens an address, and waits for the page to be loaded.
func (tab *Tab) Go(address string) {
	tab.t.Helper()
	run(tab, "opening "+address, chromedp.Navigate(address))
}

// Resize changes the size of the tab.
func (tab *Tab) Resize(width, height int) {
	tab.t.Helper()
	run(tab, "changing the size", chromedp.EmulateViewport(int64(width), int64(height)))
}

// Scheme sets what the user prefers: light or dark.
func (tab *Tab) Scheme(name string) {
	tab.t.Helper()
	prefer := func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	}
	run(tab, "setting the colour scheme", chromedp.Func(prefer))
}

// Click clicks the first element that a CSS selector finds.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	run(tab, "clicking "+selector, chromedp.Click(chromedp.CSS(selector)))
}

// Type types a text into the first element that a CSS selector finds.
func (tab *Tab) Type(selector, text string) {
	tab.t.Helper()
	run(tab, "typing into "+selector, chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Press presses a key, which goes to the focused element.
func (tab *Tab) Press(key string) {
	tab.t.Helper()
	run(tab, "pressing a key", chromedp.KeyEvent(key))
}

// Wait waits until a JavaScript expression is true.
func (tab *Tab) Wait(expression string) {
	tab.t.Helper()
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(patience))); err != nil {
		tab.t.Fatalf("waiting for %s: %v; the page says\n%s", expression, err, tab.Text())
	}
}

// Text is the text of the page.
func (tab *Tab) Text() string {
	tab.t.Helper()
	return Eval[string](tab, "document.body.innerText")
}

// Screenshot is a picture of the tab as PNG.
func (tab *Tab) Screenshot() []byte {
	tab.t.Helper()
	return run(tab, "taking a picture", chromedp.CaptureScreenshot())
}

// Eval is the value of a JavaScript expression; it waits for a promise.
func Eval[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	first, _, _ := strings.Cut(strings.TrimSpace(expression), "\n")
	return run(tab, "evaluating "+first, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}
