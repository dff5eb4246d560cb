// SPDX-License-Identifier: MPL-2.0

package planview_test

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/planview"
)

func TestRead_otherFiles(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ content, want string }{
		"empty":           {" \n", "the file is empty; run terraform show -json"},
		"binary plan":     {"PK\x03\x04\x14\x00\x08", "this is a binary plan file; run terraform show -json"},
		"text":            {"Terraform will perform the following actions", "this is no JSON"},
		"cut off":         {`{"format_version":"1.2","planned_values":{`, "this is no JSON"},
		"state":           {`{"version":4,"terraform_version":"1.11.0","lineage":"a","resources":[]}`, "this is a state, not a plan"},
		"state, shown":    {`{"format_version":"1.0","terraform_version":"1.11.0","values":{"root_module":{}}}`, "this is a state, not a plan"},
		"log of the plan": {`{"@level":"info","@message":"Terraform 1.11.0","type":"version"}` + "\n" + `{"@level":"info"}`, "this is the log of terraform plan -json"},
		"other JSON":      {`{"name":"plan"}`, "this is JSON, but no plan"},
		"a list":          {`[1,2]`, "this is JSON, but no plan"},
		"no changes key":  {`{"format_version":"1.2"}`, "this is JSON, but no plan"},
		"newer":           {`{"format_version":"2.0","planned_values":{},"resource_changes":[]}`, "format version 2.0, and this program knows versions up to 1"},
		"wrong type":      {`{"format_version":"1.2","planned_values":{},"resource_changes":"none"}`, "the plan cannot be read"},
		"odd version":     {`{"format_version":"1.x","planned_values":{}}`, "the plan cannot be read"},
	} {
		if _, err := planview.Read(strings.NewReader(tc.content)); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got error %v, want %q", name, err, tc.want)
		}
	}
}

// TestRead_encodings reads what Windows PowerShell writes.
func TestRead_encodings(t *testing.T) {
	t.Parallel()
	plan := planText(t, nil, change("lineworks_bot.a", created, nil, object{"bot_name": "受付"}))
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(plan)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"UTF-8": plan, "UTF-8 with a mark": "\ufeff" + plan, "UTF-16": utf16} {
		if got := view(t, text, planview.Options{}); len(got.Groups) != 1 || got.Groups[0].Title != "受付" {
			t.Errorf("%s: got %v, want bot 受付", name, got.Groups)
		}
	}
}

// TestRead_versions accepts the formats of all releases of Terraform and OpenTofu so far,
// and what a later minor version adds.
func TestRead_versions(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"0.1", "0.2", "1.0", "1.1", "1.2", "1.9"} {
		text := strings.Replace(planText(t, nil), `"format_version":"1.2"`, `"format_version":"`+version+`","new":{"a":1}`, 1)
		if _, err := planview.Read(strings.NewReader(text)); err != nil {
			t.Errorf("%s: got error %v, want none", version, err)
		}
	}
}

// TestRead_notes tells what a plan lacks.
func TestRead_notes(t *testing.T) {
	t.Parallel()
	unchanged := change("lineworks_bot.a", noOp, object{"bot_id": "1", "bot_name": "A"}, object{"bot_id": "1", "bot_name": "A"})
	other := object{"address": "null_resource.a", "mode": "managed", "type": "null_resource", "name": "a", "change": object{"actions": created, "after": object{"id": "x"}}}
	data := object{"address": "data.lineworks_bot.a", "mode": "data", "type": "lineworks_bot", "name": "a", "change": object{"actions": []string{"read"}, "after": object{"bot_name": "Read"}}}
	kept := object{"address": "data.lineworks_bot.b", "mode": "data", "type": "lineworks_bot", "name": "b", "change": object{"actions": noOp, "before": object{"bot_name": "Kept"}, "after": object{"bot_name": "Kept"}}}
	for name, tc := range map[string]struct {
		text string
		want string
	}{
		"data without a change": {planText(t, nil, kept), "This plan has no object of LINE WORKS."},
		"no object":             {planText(t, nil), "This plan has no object of LINE WORKS."},
		"others' objects":       {planText(t, nil, other, data), "This plan has no object of LINE WORKS."},
		"unchanged":             {planText(t, nil, unchanged), "This plan changes no object of LINE WORKS."},
		"errored":               {strings.Replace(planText(t, nil, unchanged), "{", `{"errored":true,`, 1), "The plan ended with an error"},
		"incomplete":            {strings.Replace(planText(t, nil, unchanged), "{", `{"complete":false,`, 1), "The plan is not complete"},
		"deferred":              {strings.Replace(planText(t, nil, unchanged), "{", `{"deferred_changes":[{"reason":"unknown"}],`, 1), "1 changes are deferred"},
	} {
		v := view(t, tc.text, planview.Options{})
		expect(t, name, html(t, v), tc.want)
		expect(t, name, markdown(t, v), tc.want)
		if len(v.Groups) != 0 {
			t.Errorf("%s: got %d bots, want none that changes", name, len(v.Groups))
		}
	}
}

// TestRead_actions has every action that an object can have.
func TestRead_actions(t *testing.T) {
	t.Parallel()
	before, after := object{"bot_id": "1", "bot_name": "Old"}, object{"bot_id": "1", "bot_name": "New"}
	for name, tc := range map[string]struct {
		change object
		want   string
	}{
		"create":         {change("lineworks_bot.a", created, nil, after), "create"},
		"update":         {change("lineworks_bot.a", updated, before, after), "change"},
		"delete":         {change("lineworks_bot.a", deleted, before, nil), "destroy"},
		"replace":        {change("lineworks_bot.a", replaced, before, after), "replace: destroy, then create"},
		"create first":   {change("lineworks_bot.a", swapped, before, after), "replace: create, then destroy"},
		"forget":         {change("lineworks_bot.a", []string{"forget"}, before, nil), "forget"},
		"move":           {change("lineworks_bot.a", noOp, before, before, object{"previous_address": "lineworks_bot.b"}), "move"},
		"import":         {change("lineworks_bot.a", noOp, before, before, object{"importing": object{"id": "1"}}), "import"},
		"import, change": {change("lineworks_bot.a", updated, before, after, object{"importing": object{"id": "1"}}), "change"},
		"deposed":        {change("lineworks_bot.a", deleted, before, nil, object{"deposed": "0a1b2c3d"}), "destroy"},
		"no-op":          {change("lineworks_bot.a", noOp, before, before), ""},
		"read":           {change("lineworks_bot.a", []string{"read"}, before, before), ""},
		"unknown":        {change("lineworks_bot.a", []string{"improve"}, before, before), ""},
		"none":           {change("lineworks_bot.a", nil, before, before), ""},
	} {
		got := view(t, planText(t, nil, tc.change), planview.Options{}).Groups
		switch {
		case tc.want == "":
			if len(got) != 0 {
				t.Errorf("%s: got %v, want nothing that changes", name, got)
			}
		case len(got) != 1 || len(got[0].Cards) != 1:
			t.Errorf("%s: got %v, want one bot", name, got)
		case got[0].Cards[0].Badge.Text != tc.want:
			t.Errorf("%s: got %q, want %q", name, got[0].Cards[0].Badge.Text, tc.want)
		}
	}
}

// TestRead_oddEntries has entries that no CLI writes.
func TestRead_oddEntries(t *testing.T) {
	t.Parallel()
	text := `{"format_version":"1.2","planned_values":{},"resource_changes":[null,{},{"mode":"managed","type":"lineworks_bot"},
		{"mode":"managed","type":"lineworks_bot","name":"a","change":{"actions":["create"],"after":[1,2]}},
		{"mode":"managed","type":"lineworks_rich_menu","name":"a","change":{"actions":["create"],"after":{"areas":"none","size":[],"bot_id":{}}}},
		{"mode":"managed","type":"lineworks_future","name":"a","change":{"actions":["create"],"after":{"bot_id":"1","level":3}}}]}`
	page := html(t, view(t, text, planview.Options{}))
	expect(t, "the page", page, "lineworks_future", "level: 3")
}
