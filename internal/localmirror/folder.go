// SPDX-License-Identifier: MPL-2.0

package localmirror

import (
	"errors"
	"path/filepath"
)

// Folder returns the folder of this user in which both Terraform and OpenTofu look
// for providers unless their CLI configuration says otherwise ("implied local mirror
// directories" in Terraform's documentation). Of the several that they have, it is the
// one for data of applications: a new ~/.terraform.d would make OpenTofu read that in
// place of $XDG_CONFIG_HOME/opentofu, with the user's credentials in it.
func Folder(goos string, getenv func(string) string) (string, error) {
	var app string
	switch goos {
	case "windows":
		if appData := getenv("APPDATA"); appData != "" {
			app = filepath.Join(appData, "HashiCorp", "Terraform")
		}
	case "darwin":
		if home := getenv("HOME"); home != "" {
			app = filepath.Join(home, "Library", "Application Support", "io.terraform")
		}
	default:
		if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			app = filepath.Join(data, "terraform")
		} else if home := getenv("HOME"); home != "" {
			app = filepath.Join(home, ".local", "share", "terraform")
		}
	}
	if app == "" {
		return "", errors.New("the environment does not name the user's home directory: HOME (on Windows APPDATA) is not set")
	}
	return filepath.Join(app, "plugins"), nil
}
