// SPDX-License-Identifier: MPL-2.0

package wire_test

import (
	"encoding/json"
	"testing"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/lineworks/wire"
)

// menu is an object that cannot lack its id.
type menu struct {
	RichMenuID wire.ID `json:"richmenuId"`
}

func (*menu) Property() string { return "richmenuId" }

func TestMaybe(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		id      string
		foreign bool
	}{
		`{"richmenuId": "7"}`:             {id: "7"},
		`{"RICHMENUID": "7", "x": 1}`:     {id: "7"},
		`{}`:                              {},
		`{"richmenuId": null}`:            {},
		`{"richmenuId": "", "x": 1}`:      {},
		`{"botId": 2000001}`:              {},
		`{"userId": "u1", "more": "x"}`:   {},
		`{"areas": [], "size": null}`:     {},
		`{"x": 1}`:                        {foreign: true},
		`{"message": "Hello from proxy"}`: {foreign: true},
	} {
		var got wire.Maybe[menu, *menu]
		if err := json.Unmarshal([]byte(body), &got); err != nil {
			t.Errorf("%s: got error %v, want none", body, err)
		}
		if err := got.Check(); (err != nil) != want.foreign {
			t.Errorf("%s: Check returned %v, want an error: %t", body, err, want.foreign)
		}
		if id := string(got.Get().RichMenuID); id != want.id {
			t.Errorf("%s: got the id %q, want %q", body, id, want.id)
		}
	}
}
