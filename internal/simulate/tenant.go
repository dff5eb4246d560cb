// SPDX-License-Identifier: MPL-2.0

package simulate

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/acctest"
	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/mockserver"
)

// object tells an object of a tenant apart from all others. For one without an ID of its
// own, text is what the provider calls it.
type object struct {
	resource string
	bot      string
	id       string // of the object itself, "" where it has none
	text     string
}

func (o object) String() string { return o.text }

// objects are the objects of a tenant with their attributes in a canonical form.
type objects map[object]map[string]string

func botObject(id string) object { return object{bot, id, id, "bot " + id} }

func menuObject(botID, id string) object {
	return object{richMenu, botID, id, "rich menu " + id + " of bot " + botID}
}

func objectOf(resource string, get func(attribute string) string) object {
	b := get("bot_id")
	switch resource {
	case bot:
		return botObject(b)
	case persistent:
		return object{resource, b, "", "persistent menu of bot " + b}
	case richMenu:
		return menuObject(b, get("rich_menu_id"))
	case defaultOf:
		return object{resource, b, "", "default rich menu of bot " + b}
	case userMenu:
		return object{resource, b, "", "rich menu of user " + get("user_id") + " at bot " + b}
	case registered:
		return object{resource, b, "", "registration of bot " + b + " in domain " + get("domain_id")}
	case member:
		return object{resource, b, "", "member " + get("user_id") + " of bot " + b + " in domain " + get("domain_id")}
	case room:
		id := get("channel_id")
		return object{resource, b, id, "room " + id + " of bot " + b}
	}
	return object{}
}

// instanceObject is the object that an instance of a state stands for; the zero object, if
// it stands for none or its ID is not known.
func instanceObject(resource string, v tftypes.Value) object {
	all := attributes(v)
	unknown := false
	o := objectOf(resource, func(attribute string) string {
		value := all[attribute]
		if !value.IsKnown() || value.IsNull() {
			unknown = true
			return ""
		}
		return text(value)
	})
	if unknown {
		return object{}
	}
	return o
}

// snapshot is everything that a tenant has.
func snapshot(api *mockserver.Server) objects {
	all := objects{}
	for _, b := range api.Bots() {
		id := strconv.FormatInt(b.BotID, 10)
		add := func(resource string, values, more map[string]any) {
			o := objectOf(resource, func(attribute string) string {
				if attribute == "bot_id" {
					return id
				}
				return fmt.Sprint(more[attribute])
			})
			all[o] = canonicals(values)
		}
		add(bot, botAttributes(b), nil)
		if menu, found := api.PersistentMenu(b.BotID); found {
			add(persistent, map[string]any{"actions": actionsOf(menu, true)}, nil)
		}
		for _, m := range api.RichMenus(b.BotID) {
			values := map[string]any{"rich_menu_name": m.RichMenuName, "size": map[string]any{"width": m.Size.Width, "height": m.Size.Height}}
			var parts []any
			for _, a := range m.Areas {
				parts = append(parts, map[string]any{
					"bounds": map[string]any{"x": a.Bounds.X, "y": a.Bounds.Y, "width": a.Bounds.Width, "height": a.Bounds.Height},
					"action": actionOf(a.Action, false),
				})
			}
			values["areas"] = parts
			if image, found := api.RichMenuImage(b.BotID, m.RichMenuID); found {
				values["image_sha256"] = image.SHA256()
			}
			add(richMenu, values, map[string]any{"rich_menu_id": m.RichMenuID})
		}
		if menu := api.DefaultRichMenu(b.BotID); menu != "" {
			add(defaultOf, map[string]any{"rich_menu_id": menu}, nil)
		}
		for user, menu := range api.UserRichMenus(b.BotID) {
			add(userMenu, map[string]any{"rich_menu_id": menu}, map[string]any{"user_id": user})
		}
		for _, d := range api.Domains(b.BotID) {
			add(registered, map[string]any{"visible": d.Visible, "allow_to_selected_member": d.AllowToSelectedMember}, map[string]any{"domain_id": d.DomainID})
			for _, user := range d.Members {
				add(member, map[string]any{}, map[string]any{"domain_id": d.DomainID, "user_id": user})
			}
		}
		for _, c := range api.Channels(b.BotID) {
			add(room, map[string]any{"title": c.Title}, map[string]any{"channel_id": c.ChannelID})
		}
	}
	return all
}

func botAttributes(b mockserver.Bot) map[string]any {
	domains := []string{}
	for _, id := range b.AllowDomains {
		domains = append(domains, strconv.FormatInt(id, 10))
	}
	return map[string]any{
		"bot_name": b.BotName, "photo_url": b.PhotoURL, "description": b.Description,
		"administrators": set(b.Administrators), "subadministrators": set(b.Subadministrators), "allow_domains": set(domains),
		"enable_callback": b.EnableCallback, "callback_url": b.CallbackURL, "callback_events": set(b.CallbackEvents),
		"channel_events": set(b.ChannelEvents), "enable_group_join": b.EnableGroupJoin,
		"i18n_bot_names": b.I18nBotNames, "i18n_descriptions": b.I18nDescriptions, "i18n_photo_urls": b.I18nPhotoURLs,
	}
}

func set(values []string) []string { return slices.Sorted(slices.Values(values)) }

func actionsOf(all []mockserver.Action, labelIsText bool) []any {
	var out []any
	for _, a := range all {
		out = append(out, actionOf(a, labelIsText))
	}
	return out
}

func actionOf(a mockserver.Action, labelIsText bool) map[string]any {
	if labelIsText && a.Type == "message" && a.Text == "" {
		a.Text = a.Label
	}
	return map[string]any{
		"type": a.Type, "label": a.Label, "text": a.Text, "postback": a.Postback, "uri": a.URI, "copy_text": a.CopyText,
		"data": a.Data, "display_text": a.DisplayText, "i18n_labels": a.I18nLabels, "i18n_texts": a.I18nTexts, "i18n_display_texts": a.I18nDisplayTexts,
	}
}

// canonicals are attributes as texts; those that are not set are left out, be they null,
// empty or missing.
func canonicals(values map[string]any) map[string]string {
	out := map[string]string{}
	for name, v := range values {
		if encoded := canonical(v); encoded != "" {
			out[name] = encoded
		}
	}
	return out
}

// canonical is a value as text, "" for one that is not set.
func canonical(v any) string {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(err) // of values that are made here
	}
	var plain any
	if err := json.Unmarshal(encoded, &plain); err != nil {
		panic(err)
	}
	if plain = stripped(plain); plain == nil {
		return ""
	}
	if encoded, err = json.Marshal(plain); err != nil {
		panic(err)
	}
	return string(encoded)
}

// stripped is a value without parts that are not set; nil if nothing is left.
func stripped(v any) any {
	switch v := v.(type) {
	case string:
		if v == "" {
			return nil
		}
	case []any:
		if len(v) == 0 {
			return nil
		}
		for i := range v {
			v[i] = stripped(v[i])
		}
	case map[string]any:
		for name := range v {
			if v[name] = stripped(v[name]); v[name] == nil {
				delete(v, name)
			}
		}
		if len(v) == 0 {
			return nil
		}
	}
	return v
}

// stateAttributes are the attributes of an instance in the form of a snapshot; unknown is
// the text of one that is not known.
func stateAttributes(resource string, v tftypes.Value) map[string]string {
	out := map[string]string{}
	for name, value := range attributes(v) {
		if !value.IsFullyKnown() {
			out[name] = unknown
			continue
		}
		got := plain(value)
		if resource == persistent && name == "actions" {
			got = withTexts(got)
		}
		if encoded := canonical(got); encoded != "" {
			out[name] = encoded
		}
	}
	return out
}

const unknown = "(unknown)"

// withTexts has the label as the text of messages without one, as users see it.
func withTexts(v any) any {
	list, _ := v.([]any)
	for _, e := range list {
		if action, ok := e.(map[string]any); ok && action["type"] == "message" && (action["text"] == nil || action["text"] == "") {
			action["text"] = action["label"]
		}
	}
	return v
}

// attributes are the attributes of an object.
func attributes(v tftypes.Value) map[string]tftypes.Value {
	out := map[string]tftypes.Value{}
	if v.IsNull() || !v.IsKnown() {
		return out
	}
	if err := v.As(&out); err != nil {
		panic(err) // instances are objects
	}
	return out
}

func text(v tftypes.Value) string {
	s, _ := plain(v).(string)
	return s
}

// plain is a known value as a Go value; sets are sorted.
func plain(v tftypes.Value) any {
	if v.IsNull() {
		return nil
	}
	switch v.Type().(type) {
	case tftypes.Object, tftypes.Map:
		all := map[string]tftypes.Value{}
		_ = v.As(&all)
		out := map[string]any{}
		for name, e := range all {
			out[name] = plain(e)
		}
		return out
	case tftypes.List:
		return list(v)
	case tftypes.Set:
		all := list(v)
		slices.SortFunc(all, func(a, b any) int { return strings.Compare(canonical(a), canonical(b)) })
		return all
	}
	var s string
	if v.As(&s) == nil {
		return s
	}
	var b bool
	if v.As(&b) == nil {
		return b
	}
	var n *big.Float
	if v.As(&n) == nil {
		whole, _ := n.Int64()
		return whole
	}
	panic("a value of an unexpected type: " + v.String())
}

func list(v tftypes.Value) []any {
	var all []tftypes.Value
	_ = v.As(&all)
	out := []any{}
	for _, e := range all {
		out = append(out, plain(e))
	}
	return out
}

// known are the objects that states have, also those that are deposed.
func known(states ...acctest.State) map[object]bool {
	all := map[object]bool{}
	for _, s := range states {
		for address, instances := range s.Instances() {
			for _, i := range instances {
				all[instanceObject(typeOf(address), i.State)] = true
			}
		}
	}
	return all
}

func sortedObjects[V any](m map[object]V) []object {
	return slices.SortedFunc(maps.Keys(m), func(a, b object) int { return strings.Compare(a.text, b.text) })
}
