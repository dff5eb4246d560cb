// SPDX-License-Identifier: MPL-2.0

// Package browser opens pages in a headless Chromium, for tests: what a page logs,
// whether its texts can be read and its controls be reached. All tests of a package share
// one browser, and each has a tab of its own.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// pathVariable names the program where it is not on PATH.
const pathVariable = "CHROME_PATH"

// programs are the names of Chromium and Chrome on PATH.
var programs = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

// errNone says that a machine has no browser.
var errNone = errors.New("no browser: " + pathVariable + " is not set, and neither chromium nor google-chrome is on PATH")

// find returns the path of the browser.
func find() (string, error) {
	if path := os.Getenv(pathVariable); path != "" {
		return path, nil
	}
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNone
}

// shared is the browser of a test process.
var shared struct {
	once sync.Once
	ctx  context.Context // of chromedp, which keeps the browser in it
	stop func()
	err  error
}

// Main runs the tests of a package and stops the browser that they have used. It is for
// TestMain, which exits with the returned code.
func Main(m *testing.M) int {
	code := m.Run()
	if shared.stop != nil {
		shared.stop()
	}
	return code
}

// start starts the browser, once.
func start() (context.Context, error) {
	shared.once.Do(func() { shared.ctx, shared.stop, shared.err = launch() })
	return shared.ctx, shared.err
}

func launch() (context.Context, func(), error) {
	path, err := find()
	if err != nil {
		return nil, nil, err
	}
	profile, err := os.MkdirTemp("", "lineworks-browser-")
	if err != nil {
		return nil, nil, fmt.Errorf("making a folder for the browser: %w", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox, // which a container has no rights for; the pages are our own
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("font-render-hinting", "none"),
	)
	// The browser outlives the test that starts it.
	allocator, closeAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeBrowser := chromedp.NewContext(allocator)
	stop := func() {
		closeBrowser()
		closeAllocator()
		_ = os.RemoveAll(profile)
	}
	if err := chromedp.Do(ctx); err != nil {
		stop()
		return nil, nil, fmt.Errorf("starting %s: %w", path, err)
	}
	return ctx, stop, nil
}
