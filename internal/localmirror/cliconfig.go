// SPDX-License-Identifier: MPL-2.0

package localmirror

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl" // version 1: the language of CLI configurations
	"github.com/hashicorp/hcl/hcl/ast"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// Obstacle is a file of a CLI's configuration that keeps the CLI from the mirror.
type Obstacle struct {
	File string
	// Overridden says that a development override takes the provider from elsewhere; if not,
	// the file lists where providers come from, and the mirror is not there.
	Overridden bool
}

// installation is a provider_installation block: where a CLI takes providers from.
type installation struct {
	overrides []string
	mirrors   []filesystemMirror
}

type filesystemMirror struct {
	Path    string   `hcl:"path"`
	Include []string `hcl:"include"`
	Exclude []string `hcl:"exclude"`
}

// installations reads a CLI configuration, HCL or JSON. The blocks are looked up one by one,
// as both CLIs do: into nested structures, version 1 of HCL decodes a block no better than
// a list of blocks.
func installations(content string) ([]installation, error) {
	file, err := hcl.Parse(content)
	if err != nil {
		return nil, err
	}
	root, ok := file.Node.(*ast.ObjectList)
	if !ok {
		return nil, errors.New("it is no list of blocks")
	}
	var found []installation
	for _, block := range bodies(root, "provider_installation") {
		var i installation
		for _, body := range bodies(block, "dev_overrides") {
			for _, item := range body.Items {
				if address, ok := item.Keys[0].Token.Value().(string); ok {
					i.overrides = append(i.overrides, address)
				}
			}
		}
		for _, body := range bodies(block, "filesystem_mirror") {
			var mirror filesystemMirror
			if err := hcl.DecodeObject(&mirror, body); err != nil {
				return nil, err
			}
			i.mirrors = append(i.mirrors, mirror)
		}
		found = append(found, i)
	}
	return found, nil
}

// bodies returns the bodies of the blocks of a type. JSON has several in a list, or a
// single one without.
func bodies(in *ast.ObjectList, blockType string) []*ast.ObjectList {
	var found []*ast.ObjectList
	for _, item := range in.Items {
		if item.Keys[0].Token.Value() != blockType {
			continue
		}
		values := []ast.Node{item.Val}
		if list, ok := item.Val.(*ast.ListType); ok {
			values = list.List
		}
		for _, value := range values {
			if object, ok := value.(*ast.ObjectType); ok {
				found = append(found, object.List)
			}
		}
	}
	return found
}

// Obstacles reads the CLI configurations of the user, and returns the files that keep a CLI
// from the mirror. The error names the files that cannot be read.
func (m Mirror) Obstacles(goos string, getenv func(string) string) ([]Obstacle, error) {
	var obstacles []Obstacle
	var errs []error
	for _, file := range configFiles(goos, getenv) {
		content, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		var blocks []installation
		if err == nil {
			blocks, err = installations(string(content))
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("reading the CLI configuration %s: %w", file, err))
			continue
		}
		if hidden, overridden := m.hiddenBy(blocks); hidden {
			obstacles = append(obstacles, Obstacle{File: file, Overridden: overridden})
		}
	}
	return obstacles, errors.Join(errs...)
}

func (m Mirror) hiddenBy(blocks []installation) (hidden, overridden bool) {
	for _, block := range blocks {
		if slices.ContainsFunc(block.overrides, matches) {
			return true, true
		}
		if !slices.ContainsFunc(block.mirrors, m.is) {
			hidden = true
		}
	}
	return hidden, false
}

// is reports whether a CLI takes the provider from m because of a filesystem_mirror block.
func (m Mirror) is(block filesystemMirror) bool {
	return filepath.Clean(block.Path) == filepath.Clean(m.Dir) &&
		(len(block.Include) == 0 || slices.ContainsFunc(block.Include, matches)) &&
		!slices.ContainsFunc(block.Exclude, matches)
}

// matches reports whether an address, with wildcards or without, stands for the provider
// in either registry.
func matches(pattern string) bool {
	if strings.Count(pattern, "/") == 1 {
		pattern = "*/" + pattern
	}
	return slices.ContainsFunc(tfcli.Addresses, func(address string) bool {
		ok, err := path.Match(pattern, address)
		return ok && err == nil
	})
}

// configFiles returns the files that Terraform or OpenTofu reads its configuration from,
// whether they exist or not.
func configFiles(goos string, getenv func(string) string) []string {
	for _, variable := range []string{"TF_CLI_CONFIG_FILE", "TERRAFORM_CONFIG"} {
		if file := getenv(variable); file != "" {
			return []string{file}
		}
	}
	var files, dirs []string
	if goos == "windows" {
		appData := getenv("APPDATA")
		files = []string{filepath.Join(appData, "terraform.rc"), filepath.Join(appData, "tofu.rc")}
		dirs = []string{filepath.Join(appData, "terraform.d")}
	} else {
		home := getenv("HOME")
		files = []string{filepath.Join(home, ".terraformrc"), filepath.Join(home, ".tofurc")}
		dirs = []string{filepath.Join(home, ".terraform.d")}
		if config := getenv("XDG_CONFIG_HOME"); config != "" {
			files = append(files, filepath.Join(config, "opentofu", "tofurc"))
			dirs = append(dirs, filepath.Join(config, "opentofu"))
		}
	}
	for _, dir := range dirs {
		for _, pattern := range []string{"*.tfrc", "*.tfrc.json"} {
			// It fails for a bad pattern only.
			found, _ := filepath.Glob(filepath.Join(dir, pattern))
			files = append(files, found...)
		}
	}
	return files
}
