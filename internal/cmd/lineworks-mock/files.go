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

// placeFiles settles the names of the files with the key, the variables and the
// certificate. Without -key and -env they are in a directory that is removed at the
// end; with -env alone the key is beside the variables. The certificate is beside the
// variables or, without these, beside the key.
func (s *settings) placeFiles() (cleanUp func(), err error) {
	cleanUp = func() {}
	if s.key == "" && s.env == "" {
		dir, err := os.MkdirTemp("", "lineworks-mock-")
		if err != nil {
			return nil, fmt.Errorf("creating a directory for the key: %w", err)
		}
		cleanUp = func() { _ = os.RemoveAll(dir) }
		s.key, s.env = filepath.Join(dir, "private.key"), filepath.Join(dir, "env")
	}
	if s.key == "" {
		s.key = s.env + ".key"
	}
	s.certificate = s.env + ".crt"
	if s.env == "" {
		s.certificate = s.key + ".crt"
	}
	// The variables must hold in every directory.
	key, err := filepath.Abs(s.key)
	certificate, err2 := filepath.Abs(s.certificate)
	s.key, s.certificate = key, certificate
	return cleanUp, errors.Join(err, err2)
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
	variables := [][2]string{
		{"LINEWORKS_CLIENT_ID", app.ClientID},
		{"LINEWORKS_CLIENT_SECRET", app.ClientSecret},
		{"LINEWORKS_SERVICE_ACCOUNT", app.ServiceAccount},
		{"LINEWORKS_PRIVATE_KEY_FILE", s.key},
		{"LINEWORKS_API_URL", base + mockserver.APIPath},
		{"LINEWORKS_AUTH_URL", base + mockserver.AuthPath},
	}
	if s.tls { // Go on Linux, OpenSSL and curl look here
		variables = append(variables, [2]string{"SSL_CERT_FILE", s.certificate})
	}
	for _, variable := range variables {
		fmt.Fprintf(&b, "export %s=%s\n", variable[0], quoted(variable[1]))
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

// welcome names the addresses and files, and the next step.
func (s *settings) welcome(base string, bots int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "The LINE WORKS mock is running with %d bot(s).\n", bots)
	b.WriteString(s.profile)
	fmt.Fprintf(&b, "  page:        %s\n  API base:    %s\n  auth base:   %s\n  private key: %s\n",
		base+"/", base+mockserver.APIPath, base+mockserver.AuthPath, s.key)
	if s.tls {
		fmt.Fprintf(&b, "  certificate: %s\n", s.certificate)
	}
	if s.env != "" {
		fmt.Fprintf(&b, "\nIn another shell, set the variables and use any client:\n\n  . %s\n", quoted(s.env))
	} else {
		b.WriteString("\nAdd -env FILE to get the variables for your shell.\n")
	}
	b.WriteString("\nEverything is in memory and gone at the end. Stop with Ctrl+C.\n")
	return b.String()
}
