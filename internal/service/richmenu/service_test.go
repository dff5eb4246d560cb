// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

const (
	resourceType = "lineworks_rich_menu"
	addr         = resourceType + ".test"

	create      = "POST /bots/{botId}/richmenus"
	read        = "GET /bots/{botId}/richmenus/{richmenuId}"
	remove      = "DELETE /bots/{botId}/richmenus/{richmenuId}"
	list        = "GET /bots/{botId}/richmenus"
	setImage    = "POST /bots/{botId}/richmenus/{richmenuId}/image"
	readImage   = "GET /bots/{botId}/richmenus/{richmenuId}/image"
	attach      = "POST /bots/{botId}/attachments"
	upload      = "POST {uploadUrl}"
	setDefault  = "POST /bots/{botId}/richmenus/{richmenuId}/set-default"
	readDefault = "GET /bots/{botId}/richmenus/default"
	endDefault  = "DELETE /bots/{botId}/richmenus/default"
	setUser     = "POST /bots/{botId}/richmenus/{richmenuId}/users/{userId}"
	readUser    = "GET /bots/{botId}/richmenus/users/{userId}"
	endUser     = "DELETE /bots/{botId}/richmenus/users/{userId}"
	readFixed   = "GET /bots/{botId}/persistentmenu"
)

// Areas of a menu of 2500 × 843 pixels.
var (
	left = area(0, 0, 1250, 843, acctest.Values{
		"type": "postback", "label": "Start", "data": "a=start", "display_text": "Start it",
		"i18n_labels": map[string]string{"ja_JP": "開始", "ko_KR": "시작"}, "i18n_display_texts": map[string]string{"ja_JP": "開始します"},
	})
	right   = area(1250, 0, 1250, 843, acctest.Values{"type": "uri", "uri": "https://example.com/"})
	whole   = area(0, 0, 2500, 843, nil)
	message = area(0, 0, 2500, 843, acctest.Values{
		"type": "message", "label": "Help", "text": "Help me", "postback": "help", "i18n_texts": map[string]string{"ja_JP": "助けて"},
	})
)

// menu is a rich menu named "test" in a configuration. The zero value of each field has
// a default, or leaves the attribute out.
type menu struct {
	bot       int64
	name      string
	height    int
	areas     []any
	image     any
	i18n      acctest.Values
	lifecycle string // for the CLI
}

// values are the attributes.
func (m menu) values() acctest.Values {
	v := acctest.Values{
		"bot_id": text(m.bot), "rich_menu_name": "Main", "size": acctest.Values{"height": 843}, "areas": []any{left, right},
	}
	if m.name != "" {
		v["rich_menu_name"] = m.name
	}
	if m.height != 0 {
		v["size"] = acctest.Values{"height": m.height}
	}
	if m.areas != nil {
		v["areas"] = m.areas
	}
	if m.image != nil {
		v["image"] = m.image
	}
	if m.i18n != nil {
		v["i18n_images"] = m.i18n
	}
	return v
}

// config is the configuration for the driver.
func (m menu) config() acctest.Config { return acctest.Config{addr: m.values()} }

// String is the configuration for the CLI.
func (m menu) String() string {
	lifecycle := ""
	if m.lifecycle != "" {
		lifecycle = "lifecycle { " + m.lifecycle + " }\n"
	}
	return fmt.Sprintf("resource %q \"test\" {\n%s%s}\n", resourceType, attributes(m.values()), lifecycle)
}

// attributes writes attributes in HCL, one a line.
func attributes(v acctest.Values) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(v)) {
		fmt.Fprintf(&b, "%s = %s\n", name, expression(v[name]))
	}
	return b.String()
}

// expression writes a value in HCL.
func expression(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(v)
	case acctest.Values:
		return "{\n" + attributes(v) + "}"
	case map[string]string:
		all := acctest.Values{}
		for key, text := range v {
			all[key] = text
		}
		return expression(all)
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, expression(e))
		}
		return "[" + strings.Join(all, ", ") + "]"
	}
	return fmt.Sprint(v)
}

// with changes a copy.
func (m menu) with(change func(*menu)) menu {
	change(&m)
	return m
}

// seeded is a rich menu created behind the provider's back, without a name of note.
func seeded() mockserver.RichMenu {
	return mockserver.RichMenu{
		RichMenuName: "Old", Size: mockserver.Size{Width: 2500, Height: 843},
		Areas: []mockserver.Area{{
			Bounds: mockserver.Bounds{Width: 2500, Height: 843}, Action: mockserver.Action{Type: "message", Label: "Help", Text: "Help"},
		}},
	}
}

// plain are pictures of one colour, which take a while to encode.
var plain = map[int]func() []byte{
	843:  sync.OnceValue(func() []byte { return encode(2500, 843, false) }),
	1686: sync.OnceValue(func() []byte { return encode(2500, 1686, false) }),
}

func encode(width, height int, asJPEG bool) []byte {
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	var b bytes.Buffer
	var err error
	if asJPEG {
		err = jpeg.Encode(&b, img, nil)
	} else {
		err = png.Encode(&b, img)
	}
	if err != nil {
		panic(err)
	}
	return b.Bytes()
}

// picture writes a PNG of 2500 × 843 pixels; the mark makes its content differ from
// that of others. It returns the path.
func picture(t *testing.T, name, mark string) string {
	t.Helper()
	return file(t, filepath.Join(t.TempDir(), name), append(slices.Clone(plain[843]()), mark...))
}

// file writes a file and returns its path.
func file(t *testing.T, path string, content []byte) string {
	t.Helper()
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// sum is the SHA-256 of a file in hexadecimal.
func sum(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := sha256.Sum256(content)
	return hex.EncodeToString(s[:])
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return plannedAt(addr, action)
}

func plannedAt(address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// importID joins attributes to an import ID.
func importID(address string, attributes ...string) resource.ImportStateIdFunc {
	return func(s *terraform.State) (string, error) {
		var parts []string
		for _, attribute := range attributes {
			part, err := acctest.ImportID(address, attribute)(s)
			if err != nil {
				return "", err
			}
			parts = append(parts, part)
		}
		return strings.Join(parts, "/"), nil
	}
}

// pictureAttributes are the attributes that an import cannot know.
var pictureAttributes = []string{"image", "i18n_images", "image_sha256", "i18n_image_sha256s"}

func importStep(ignore ...string) resource.TestStep {
	return resource.TestStep{
		ResourceName: addr, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: ignore,
		ImportStateVerifyIdentifierAttribute: "rich_menu_id", ImportStateIdFunc: importID(addr, "bot_id", "rich_menu_id"),
	}
}

func importBlock() resource.TestStep {
	return resource.TestStep{
		ResourceName: addr, ImportState: true, ImportStateKind: resource.ImportBlockWithID,
		ImportStateIdFunc: importID(addr, "bot_id", "rich_menu_id"),
	}
}

// expectWrites fails the test unless just these requests changed something, and
// empties the log.
func expectWrites(t *testing.T, tenant *acctest.Tenant, want ...string) {
	t.Helper()
	got := []string{}
	for _, r := range tenant.API.Requests() {
		if r.Method != "GET" && r.Operation != "POST /token" {
			got = append(got, r.Operation)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got the write requests %q, want %q", got, want)
	}
	tenant.API.ResetRequests()
}

// onlyMenu is the one rich menu of a bot.
func onlyMenu(t *testing.T, tenant *acctest.Tenant, bot int64) mockserver.RichMenu {
	t.Helper()
	menus := tenant.API.RichMenus(bot)
	if len(menus) != 1 {
		t.Fatalf("got %d rich menus, want 1", len(menus))
	}
	return menus[0]
}

func text(id int64) string { return strconv.FormatInt(id, 10) }
