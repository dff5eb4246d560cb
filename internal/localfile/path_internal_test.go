// SPDX-License-Identifier: MPL-2.0

package localfile

import (
	"encoding/base64"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	t.Parallel()
	home := func() (string, error) { return filepath.FromSlash("/home/nakamura"), nil }
	for value, want := range map[string]string{
		"menu.png":                             "menu.png",
		"":                                     "",
		"~":                                    filepath.FromSlash("/home/nakamura"),
		"~/":                                   filepath.FromSlash("/home/nakamura"),
		"~/bots/menu.png":                      filepath.FromSlash("/home/nakamura/bots/menu.png"),
		"~other/menu.png":                      "~other/menu.png",
		"~menu.png":                            "~menu.png",
		"bots/~/menu.png":                      "bots/~/menu.png",
		"menu.png\r\n":                         "menu.png",
		" menu.png":                            " menu.png",
		`C:\Users\nakamura\private.key`:        `C:\Users\nakamura\private.key`,
		`.\new\k.key`:                          `.\new\k.key`,
		`C:\new\reports\n.png`:                 `C:\new\reports\n.png`,
		`\\server\share\new\menu.png`:          `\\server\share\new\menu.png`,
		"a-----b.key":                          "a-----b.key",
		"写真/メニュー 1.png":                        "写真/メニュー 1.png",
		strings.Repeat("a", 200) + ".png":      strings.Repeat("a", 200) + ".png",
		"/" + strings.Repeat("bot-files/", 20): "/" + strings.Repeat("bot-files/", 20),
	} {
		if got, err := resolve(value, home); got != want || err != nil {
			t.Errorf("resolve(%q): got %q and error %v, want %q", value, got, err, want)
		}
	}
	missing := errors.New("$HOME is not defined")
	none := func() (string, error) { return "", missing }
	if got, err := resolve("~/menu.png", none); got != "" || !errors.Is(err, missing) || err.Error() != "the home directory that it is in cannot be found: $HOME is not defined" {
		t.Errorf("without a home directory: got %q and error %v, want an error that ends with %v", got, err, missing)
	}
	if got, err := resolve("menu.png", none); got != "menu.png" || err != nil {
		t.Errorf("without a home directory, which is not needed: got %q and error %v, want menu.png", got, err)
	}
}

// TestResolve_content has the content of files in place of their paths.
func TestResolve_content(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("MIIEvQIBADANBgkq", 100)
	png := base64.StdEncoding.EncodeToString([]byte("\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x12\xff", 20)))
	jpeg := base64.StdEncoding.EncodeToString([]byte("\xff\xd8\xff\xe0" + strings.Repeat("\x01\xfe", 40)))
	for name, value := range map[string]string{
		"a key":                           "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n",
		"a key on one line":               "-----BEGIN PRIVATE KEY-----" + `\n` + body + `\n` + "-----END PRIVATE KEY-----",
		"the end of a key":                "abc-----END PRIVATE KEY-----",
		"the body of a key":               body,
		"the body in lines":               body[:64] + "\n" + body[64:],
		"the body in lines, escaped":      body[:64] + `\n` + body[64:200] + `\n`,
		"the body in lines, with \\r":     body[:64] + `\r\n` + body[64:200],
		"the body in words":               body[:64] + " " + body[64:200],
		"a PNG in base64":                 png,
		"a JPEG in base64, like a path":   jpeg,
		"a PNG as an address":             "data:image/png;base64,iVBORw0KGgo=",
		"a text of two lines":             "hello\nworld",
		"binary":                          "PK\x03\x04\x00",
		"longer than any path":            strings.Repeat("a-b/", 1025),
		"a name longer than any":          strings.Repeat("a-b.", 64),
		"a name longer than any, Windows": `C:\` + strings.Repeat("a-b.", 64),
	} {
		if got, err := Path(value); got != "" || !errors.Is(err, ErrContent) {
			t.Errorf("%s: got %q and error %v, want %v", name, got, err, ErrContent)
		} else if strings.Contains(err.Error(), value[:3]) {
			t.Errorf("%s: got error %v, want it without the value", name, err)
		}
	}
}

// TestResolve_existing has a file whose path looks like base64.
func TestResolve_existing(t *testing.T) {
	t.Parallel()
	root, err := os.MkdirTemp("", "localfile") //nolint:usetesting // a path without a dot, hyphen or underscore
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	name := filepath.Join(root, strings.Repeat("abcd", 25))
	if !isBase64(name) {
		t.Skipf("%s does not look like base64", name)
	}
	if got, err := Path(name); !errors.Is(err, ErrContent) {
		t.Errorf("no such file: got %q and error %v, want %v", got, err, ErrContent)
	}
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Path(name); got != name || err != nil {
		t.Errorf("a file: got %q and error %v, want %q", got, err, name)
	}
}

func TestName(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"bots/menu.png": "menu.png", "~/写真.png\n": "写真.png", "menu.png": "menu.png"} {
		if got := Name(value); got != want {
			t.Errorf("Name(%q): got %q, want %q", value, got, want)
		}
	}
}
