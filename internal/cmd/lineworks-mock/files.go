// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// private is the mode of files with secrets.
const private = 0o600

// placeFiles settles where key and variables go. Without -key and -env they go
// to a directory that is removed at the end; with -env alone the key goes
// beside the variables.
func (s *settings) placeFiles() (cleanUp func(), err error) {
	cleanUp = func() {}
	if s.key == "" && s.env == "" {
		dir, err := os.MkdirTemp("", "lineworks-mock-")
		if err != nil {
			return nil, fmt.Errorf("making a directory for the key: %w", err)
		}
		cleanUp = func() { _ = os.RemoveAll(dir) }
		s.key, s.env = filepath.Join(dir, "private.key"), filepath.Join(dir, "env")
	}
	if s.key == "" {
		s.key = s.env + ".key"
	}
	// The variables must hold in every directory.
	s.key, err = filepath.Abs(s.key)
	return cleanUp, err
}

// readKey makes the app's credentials with the key in a file, which is written
// when it does not exist.
func readKey(path string) (*mockserver.Credentials, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return writeKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	app, err := mockserver.NewCredentialsWithKey(text)
	if err != nil {
		return nil, fmt.Errorf("key %s: %w", path, err)
	}
	return app, nil
}

func writeKey(path string) (*mockserver.Credentials, error) {
	app, err := mockserver.NewCredentials()
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, private)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	_, err = file.Write(app.PrivateKeyPEM)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	return app, nil
}

// writeEnv writes the variables that the provider reads.
func (s *settings) writeEnv(base string, app *mockserver.Credentials) error {
	if s.env == "" {
		return nil
	}
	var b strings.Builder
	for _, variable := range [][2]string{
		{"CLIENT_ID", app.ClientID},
		{"CLIENT_SECRET", app.ClientSecret},
		{"SERVICE_ACCOUNT", app.ServiceAccount},
		{"PRIVATE_KEY_FILE", s.key},
		{"API_URL", base + mockserver.APIPath},
		{"AUTH_URL", base + mockserver.AuthPath},
	} {
		fmt.Fprintf(&b, "export LINEWORKS_%s=%s\n", variable[0], quoted(variable[1]))
	}
	if err := os.WriteFile(s.env, []byte(b.String()), private); err != nil {
		return fmt.Errorf("env: %w", err)
	}
	// An older file keeps its mode when it is written again.
	if err := os.Chmod(s.env, private); err != nil {
		return fmt.Errorf("env: %w", err)
	}
	return nil
}

// quoted makes one word of a shell.
func quoted(text string) string {
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}

// welcome says what to do next.
func (s *settings) welcome(base string, bots int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "The LINE WORKS mock is running with %d bot(s).\n", bots)
	fmt.Fprintf(&b, "  API base:    %s\n  auth base:   %s\n  private key: %s\n",
		base+mockserver.APIPath, base+mockserver.AuthPath, s.key)
	if s.env != "" {
		fmt.Fprintf(&b, "\nIn another shell, set the variables and use any client:\n\n  . %s\n", quoted(s.env))
	} else {
		b.WriteString("\nAdd -env FILE to get the variables for your shell.\n")
	}
	b.WriteString("\nEverything is in memory and gone at the end. Stop with Ctrl+C.\n")
	return b.String()
}
