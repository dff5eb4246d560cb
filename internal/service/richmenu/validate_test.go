// SPDX-License-Identifier: MPL-2.0

package richmenu_test

import (
	"strings"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

func manyAreas(n int) []any {
	all := []any{}
	for i := range n {
		all = append(all, area(i*100, 0, 100, 843, nil))
	}
	return all
}

// TestRichMenu_validation has a value just inside and just outside each rule. The
// lengths are of characters that take three bytes each.
func TestRichMenu_validation(t *testing.T) {
	t.Parallel()
	text := func(n int) string { return strings.Repeat("あ", n) }
	languages := func(value string) map[string]string { return map[string]string{"ja_JP": value} }
	size := func(width, height any) acctest.Values {
		return acctest.Values{"size": acctest.Values{"width": width, "height": height}}
	}
	bounds := func(name string, value any) acctest.Values {
		a := area(0, 0, 0, 0, nil)
		b, _ := a["bounds"].(acctest.Values)
		b[name] = value
		return acctest.Values{"areas": []any{a}, "size": acctest.Values{"height": 1686}}
	}
	action := func(action acctest.Values) acctest.Values {
		return acctest.Values{"areas": []any{area(0, 0, 10, 10, action)}}
	}
	tests := map[string]struct {
		config acctest.Values
		at     string // "" for a good one
	}{
		"good":                        {nil, ""},
		"bot not known yet":           {acctest.Values{"bot_id": acctest.Unknown}, ""},
		"longest name":                {acctest.Values{"rich_menu_name": text(300)}, ""},
		"name too long":               {acctest.Values{"rich_menu_name": text(301)}, "rich_menu_name"},
		"name empty":                  {acctest.Values{"rich_menu_name": ""}, "rich_menu_name"},
		"low":                         {size(nil, 843), ""},
		"high":                        {size(2500, 1686), ""},
		"lower than low":              {size(2500, 842), "size.height"},
		"higher than high":            {size(2500, 1687), "size.height"},
		"wider":                       {size(2501, 843), "size.width"},
		"narrower":                    {size(2499, 843), "size.width"},
		"height not known yet":        {size(nil, acctest.Unknown), ""},
		"size not known yet":          {acctest.Values{"size": acctest.Unknown}, ""},
		"no areas":                    {acctest.Values{"areas": []any{}}, "areas"},
		"20 areas":                    {acctest.Values{"areas": manyAreas(20)}, ""},
		"21 areas":                    {acctest.Values{"areas": manyAreas(21)}, "areas"},
		"an area that is null":        {acctest.Values{"areas": []any{nil}}, "areas"},
		"areas not known yet":         {acctest.Values{"areas": acctest.Unknown}, ""},
		"bounds not known yet":        {acctest.Values{"areas": []any{acctest.Values{"bounds": acctest.Unknown, "action": acctest.Unknown}}}, ""},
		"a bound not known yet":       {bounds("x", acctest.Unknown), ""},
		"largest x":                   {bounds("x", 2500), ""},
		"x too large":                 {bounds("x", 2501), "areas[0].bounds.x"},
		"x negative":                  {bounds("x", -1), "areas[0].bounds.x"},
		"largest y":                   {bounds("y", 1686), ""},
		"y too large":                 {bounds("y", 1687), "areas[0].bounds.y"},
		"y negative":                  {bounds("y", -1), "areas[0].bounds.y"},
		"largest width":               {bounds("width", 2500), ""},
		"width too large":             {bounds("width", 2501), "areas[0].bounds.width"},
		"width negative":              {bounds("width", -1), "areas[0].bounds.width"},
		"largest height":              {bounds("height", 1686), ""},
		"height too large":            {bounds("height", 1687), "areas[0].bounds.height"},
		"height negative":             {bounds("height", -1), "areas[0].bounds.height"},
		"an action":                   {action(acctest.Values{"type": "postback", "data": "a"}), ""},
		"no such action":              {action(acctest.Values{"type": "camera"}), "areas[0].action.type"},
		"label too long":              {action(acctest.Values{"type": "postback", "data": "a", "label": text(21)}), "areas[0].action.label"},
		"data missing":                {action(acctest.Values{"type": "postback"}), "areas[0].action"},
		"data of the second missing":  {acctest.Values{"areas": []any{area(0, 0, 10, 10, nil), area(10, 0, 10, 10, acctest.Values{"type": "postback"})}}, "areas[1].action"},
		"data on a message":           {action(acctest.Values{"type": "message", "text": "a", "data": "a"}), "areas[0].action.data"},
		"image":                       {acctest.Values{"image": "menu.png"}, ""},
		"image empty":                 {acctest.Values{"image": ""}, ""},
		"images by language":          {acctest.Values{"image": "menu.png", "i18n_images": languages("ja.png")}, ""},
		"an empty one":                {acctest.Values{"image": "menu.png", "i18n_images": languages("")}, ""},
		"no such language":            {acctest.Values{"image": "menu.png", "i18n_images": map[string]string{"ja": "ja.png"}}, `i18n_images["ja"]`},
		"by language alone":           {acctest.Values{"i18n_images": languages("ja.png")}, "i18n_images"},
		"none by language":            {acctest.Values{"i18n_images": map[string]string{}}, ""},
		"by language, others unknown": {acctest.Values{"image": acctest.Unknown, "i18n_images": languages("ja.png")}, ""},
	}
	tenant := acctest.New(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := acctest.Messages(tenant.Validate(t, resourceType, values(acctest.Values{"bot_id": "2000001"}.With(tc.config))))
			switch {
			case tc.at == "" && got != "":
				t.Errorf("got %s, want no message about a good menu", got)
			case tc.at != "" && !strings.Contains(got, "error at "+tc.at+": "):
				t.Errorf("got %q, want an error at %s", got, tc.at)
			}
		})
	}
}

// TestRichMenu_validation_ofAreas expects one warning for each kind of oddity, with
// the areas that it is about.
func TestRichMenu_validation_ofAreas(t *testing.T) {
	t.Parallel()
	const past, overlap = `warning at areas: Areas of rich menu "Main" of bot 2000001 reach past its edge: `, `warning at areas: Areas of rich menu "Main" of bot 2000001 overlap: `
	tests := map[string]struct {
		height any
		areas  []any
		want   []string // start of each line
		words  []string
	}{
		"side by side":              {843, []any{area(0, 0, 1250, 843, nil), area(1250, 0, 1250, 843, nil)}, nil, nil},
		"one above the other":       {1686, []any{area(0, 0, 2500, 843, nil), area(0, 843, 2500, 843, nil)}, nil, nil},
		"a pixel to the right":      {843, []any{area(0, 0, 1, 1, nil), area(1876, 0, 625, 843, nil)}, []string{past}, []string{"areas[1] reaches to x = 2501, but the menu is 2500 wide"}},
		"a pixel below":             {843, []any{area(0, 1, 2500, 843, nil)}, []string{past}, []string{"areas[0] reaches to y = 844, but the menu is 843 high"}},
		"below, height unknown":     {acctest.Unknown, []any{area(0, 0, 2500, 1686, nil)}, nil, nil},
		"past both edges, and more": {843, []any{area(2500, 843, 1, 1, nil), area(2400, 0, 101, 1, nil)}, []string{past}, []string{"areas[0] reaches to x", "areas[0] reaches to y", "areas[1] reaches to x"}},
		"overlap of a pixel":        {843, []any{area(0, 0, 101, 101, nil), area(200, 0, 1, 1, nil), area(100, 100, 50, 50, nil)}, []string{overlap}, []string{"areas[0] and areas[2]."}},
		"overlaps of three":         {843, []any{area(0, 0, 9, 9, nil), area(0, 0, 9, 9, nil), area(1, 1, 1, 1, nil)}, []string{overlap}, []string{"areas[0] and areas[1]; areas[0] and areas[2]; areas[1] and areas[2]"}},
		"nothing overlaps nothing":  {843, []any{area(0, 0, 0, 0, nil), area(0, 0, 0, 0, nil), area(0, 0, 9, 9, nil)}, nil, nil},
		"both":                      {843, []any{area(0, 0, 9, 9, nil), area(0, 0, 9, 844, nil)}, []string{past, overlap}, nil},
		"one that is not known":     {843, []any{acctest.Values{"bounds": acctest.Unknown, "action": acctest.Unknown}, area(0, 0, 9, 9, nil), area(0, 0, 9, 9, nil)}, []string{overlap}, []string{"areas[1] and areas[2]"}},
	}
	tenant := acctest.New(t)
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := values(acctest.Values{"bot_id": "2000001", "size": acctest.Values{"height": tc.height}, "areas": tc.areas})
			if got := acctest.Messages(tenant.Validate(t, resourceType, config)); got != "" {
				t.Errorf("validation: got %s, want no warning, since Terraform would show it twice", got)
			}
			got := acctest.Messages(tenant.Plan(t, resourceType, nil, config))
			if n := strings.Count(got, "\n"); n != len(tc.want) {
				t.Errorf("got %d messages, want %d: %s", n, len(tc.want), got)
			}
			for _, want := range append(tc.want, tc.words...) {
				if !strings.Contains(got, want) {
					t.Errorf("got the warnings %s, want them to contain %q", got, want)
				}
			}
		})
	}
}

// TestRichMenu_validation_ofSeveral has several menus with the same oddities: of
// warnings with the same summary the CLI would show one.
func TestRichMenu_validation_ofSeveral(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	const unknown = acctest.Unknown
	for _, tc := range []struct{ bot, name, want string }{
		{"2000001", "Main", `rich menu "Main" of bot 2000001`},
		{"2000001", "Other", `rich menu "Other" of bot 2000001`},
		{"2000002", "Main", `rich menu "Main" of bot 2000002`},
		{unknown, "Main", `rich menu "Main"`},
		{"2000002", unknown, "a rich menu of bot 2000002"},
		{unknown, unknown, "a rich menu"},
	} {
		got := acctest.Messages(tenant.Plan(t, resourceType, nil, values(acctest.Values{
			"bot_id": tc.bot, "rich_menu_name": tc.name, "size": acctest.Values{"height": 843}, "areas": []any{area(0, 0, 9, 9, nil), area(0, 0, 9, 844, nil)},
		})))
		for _, end := range []string{" reach past its edge: ", " overlap: "} {
			if want := "warning at areas: Areas of " + tc.want + end; !strings.Contains(got, want) {
				t.Errorf("got %s, want it to contain %q", got, want)
			}
		}
	}
}

// TestRichMenu_validation_namesTheAction that lacks something: of a list that an
// expression makes, the CLI shows no element.
func TestRichMenu_validation_namesTheAction(t *testing.T) {
	t.Parallel()
	got := acctest.Messages(acctest.New(t).Validate(t, resourceType, values(acctest.Values{"bot_id": "2000001", "areas": []any{
		area(0, 0, 10, 10, nil), area(10, 0, 10, 10, acctest.Values{"type": "postback"}),
		area(20, 0, 10, 10, acctest.Values{"type": "uri", "uri": "https://example.com/", "data": "d"}),
	}})))
	expectMessage(t, got, "error at areas[", `areas[1].action is of type "postback", which needs data.`,
		`areas[2].action.data belongs to actions of type "postback", but areas[2].action is of type "uri".`)
}

// TestRichMenu_plan_warnsOfThePersistentMenu that the service will delete.
func TestRichMenu_plan_warnsOfThePersistentMenu(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	with, without, one, none := tenant.AddBot(), tenant.AddBot(), tenant.AddBot(), tenant.AddBot()
	id := tenant.API.AddRichMenu(without, seeded())
	tenant.API.SetPersistentMenu(one, []mockserver.Action{{Type: "message", Label: "a"}})
	tenant.API.SetPersistentMenu(with, []mockserver.Action{{Type: "message", Label: "a"}, {Type: "message", Label: "b"}})
	config := func(bot int64) acctest.Values { return values(acctest.Values{"bot_id": text(bot)}) }
	gone := func(bot int64) string {
		return "warning at bot_id: Persistent menu of bot " + text(bot) + " will be deleted: "
	}
	prior := config(without).With(acctest.Values{"rich_menu_id": id, "i18n_images": map[string]string{}, "i18n_image_sha256s": map[string]string{}})
	tests := map[string]struct {
		prior, config acctest.Values
		want          string
		lookups       int
	}{
		"new menu":          {nil, config(with), gone(with) + "Bot " + text(with) + " has a persistent menu with 2 buttons", 1},
		"one button":        {nil, config(one), gone(one) + "Bot " + text(one) + " has a persistent menu with 1 button. ", 1},
		"moved to that bot": {prior, config(with), gone(with), 1},
		"no such menu":      {nil, config(none), "", 1},
		"rich menus":        {nil, config(without), "", 0}, // beside which there is none
		"another name":      {prior, config(without).With(acctest.Values{"rich_menu_name": "Other"}), "", 0},
		"bot not known yet": {nil, values(nil), "", 0},
	}
	for name, tc := range tests {
		tenant.API.ResetRequests()
		got := acctest.Messages(tenant.Plan(t, resourceType, tc.prior, tc.config))
		if !strings.HasPrefix(got, tc.want) || tc.want == "" && got != "" {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
		if n := tenant.API.Count(readFixed); n != tc.lookups {
			t.Errorf("%s: got %d requests for the persistent menu, want %d", name, n, tc.lookups)
		}
	}
}

// TestRichMenu_plan_eitherKind plans both kinds of menu for one bot in one process, in
// either order: whichever comes second warns.
func TestRichMenu_plan_eitherKind(t *testing.T) {
	t.Parallel()
	tenant := acctest.New(t)
	bot, other := tenant.AddBot(), tenant.AddBot()
	const persistent = "lineworks_persistent_menu"
	rich := values(acctest.Values{"bot_id": text(bot)})
	want := "warning at bot_id: Bot " + text(bot) + " has both kinds of menu in the configuration: "
	fixed := acctest.Values{"bot_id": text(bot), "actions": []any{acctest.Values{"type": "message", "label": "Help"}}}
	for name, steps := range map[string][]struct {
		typeName string
		config   acctest.Values
		want     string
	}{
		"rich menu first":       {{resourceType, rich, ""}, {resourceType, rich, ""}, {persistent, fixed, want}},
		"persistent menu first": {{persistent, fixed, ""}, {resourceType, rich, want}},
		"another bot":           {{persistent, fixed, ""}, {resourceType, values(acctest.Values{"bot_id": text(other)}), ""}},
		"bot not known yet":     {{persistent, fixed.With(acctest.Values{"bot_id": acctest.Unknown}), ""}, {resourceType, values(nil), ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSession(t, tenant)
			for _, step := range steps {
				got := s.plan(t, step.typeName, nil, step.config).messages
				if step.want == "" && got != "" {
					t.Errorf("got %s, want no warning", got)
				}
				expectMessage(t, got, step.want)
			}
		})
	}
}
