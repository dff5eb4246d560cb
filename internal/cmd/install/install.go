// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/localmirror"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/tfcli"
)

// user is the user for whom the provider is installed: by the environment.
type user struct {
	goos   string
	getenv func(string) string
	out    io.Writer
}

func (u user) mirror() (localmirror.Mirror, error) {
	dir, err := localmirror.Folder(u.goos, u.getenv)
	return localmirror.Mirror{Dir: dir}, err
}

// install installs a build under a new version, and then removes the earlier ones: a
// configuration whose lock file names one of them gets an error that says so, in place of
// an old build without a word.
func (u user) install(ctx context.Context, now time.Time) error {
	mirror, err := u.mirror()
	if err != nil {
		return err
	}
	root, err := tfcli.ModuleRoot(ctx)
	if err != nil {
		return err
	}
	changelog, err := os.ReadFile(filepath.Join(root, "CHANGELOG.md"))
	if err != nil {
		return fmt.Errorf("looking for the newest release: %w", err)
	}
	earlier, err := mirror.Builds()
	if err != nil {
		return err
	}
	version, err := localmirror.NextVersion(string(changelog), earlier, now)
	if err != nil {
		return err
	}
	if err := mirror.Install(ctx, version); err != nil {
		return err
	}
	if err := mirror.Remove(earlier...); err != nil {
		return err
	}
	fmt.Fprintf(u.out, installed, version, mirror.Dir)
	u.warn(mirror)
	return nil
}

const installed = `Installed version %s into
  %s
where Terraform and OpenTofu look for local providers. In each configuration that uses it:

  terraform init -upgrade    # or: tofu init -upgrade

Then plan and apply as usual. After the next make install, init -upgrade again: each
install has a new, higher version, because a lock file refuses another build of the same
one, and the builds before it are removed.
While a build is installed, the CLIs do not ask the registry for this provider. To go back:
make uninstall, and then init -upgrade again.
`

// warn prints what keeps a CLI from the mirror.
func (u user) warn(mirror localmirror.Mirror) {
	obstacles, err := mirror.Obstacles(u.goos, u.getenv)
	for _, o := range obstacles {
		if o.Overridden {
			fmt.Fprintf(u.out, overridden, o.File)
		} else {
			fmt.Fprintf(u.out, hidden, o.File, mirror.Dir)
		}
	}
	if err != nil {
		fmt.Fprintf(u.out, "\nThis file may keep a CLI from using it:\n%s\n", err)
	}
}

const overridden = `
BUT %s has a development override (dev_overrides) for this
provider. A CLI that reads the file takes the provider from there, and not this one: remove
the line.
`

const hidden = `
BUT %s has a provider_installation block. A CLI that reads the
file looks for providers only where the block says. Remove the block, or add to it, with
the same exclude in a network_mirror:

  filesystem_mirror {
    path    = %q
    include = ["*/terraform-lineworks/lineworks"]
  }
  direct {
    exclude = ["*/terraform-lineworks/lineworks"]
  }
`

// uninstall removes all builds.
func (u user) uninstall() error {
	mirror, err := u.mirror()
	if err != nil {
		return err
	}
	builds, err := mirror.Builds()
	if err != nil {
		return err
	}
	if len(builds) == 0 {
		fmt.Fprintf(u.out, "No build is installed in %s.\n", mirror.Dir)
		return nil
	}
	if err := mirror.Remove(builds...); err != nil {
		return err
	}
	for _, version := range builds {
		fmt.Fprintf(u.out, "Removed version %s from %s.\n", version, mirror.Dir)
	}
	fmt.Fprint(u.out, "terraform init -upgrade (tofu init -upgrade) takes the provider from the registry again.\n")
	return nil
}
