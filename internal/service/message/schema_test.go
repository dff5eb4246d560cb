// SPDX-License-Identifier: MPL-2.0

package message_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/action/schema"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/service/message"
)

// TestSchema has a sentence about each attribute, and about leaving it out. It
// has no types of attributes but those that are checked again at plan.
func TestSchema(t *testing.T) {
	t.Parallel()
	s := message.ActionSchema()
	if diags := s.ValidateImplementation(t.Context()); diags.HasError() {
		t.Errorf("got %v, want a valid schema", diags)
	}
	count := 0
	var walk func(where string, attributes map[string]schema.Attribute)
	walk = func(where string, attributes map[string]schema.Attribute) {
		for name, a := range attributes {
			count++
			at, text := where+"."+name, a.GetMarkdownDescription()
			if !strings.HasSuffix(text, ".") || strings.Contains(text, "..") || text[0] < 'A' || text[0] > 'Z' {
				t.Errorf("%s: got the description %q, want a sentence", at, text)
			}
			if a.IsOptional() && !strings.Contains(text, "Left out:") && !strings.Contains(text, "Default:") && !strings.Contains(text, "Required for") {
				t.Errorf("%s: got the description %q, want it to say what leaving the attribute out does", at, text)
			}
			switch a := a.(type) {
			case schema.StringAttribute, schema.Float64Attribute, schema.MapAttribute:
			case schema.SingleNestedAttribute:
				if len(a.Validators) > 0 {
					t.Errorf("%s: got %d validators, want none: they would not be checked again", at, len(a.Validators))
				}
				walk(at, a.Attributes)
			case schema.ListNestedAttribute:
				if len(a.NestedObject.Validators) > 0 {
					t.Errorf("%s: got %d validators, want none: they would not be checked again", at, len(a.NestedObject.Validators))
				}
				walk(at, a.NestedObject.Attributes)
			default:
				t.Errorf("%s: got a %T, want a type with validators that are checked again", at, a)
			}
		}
	}
	walk("config", s.Attributes)
	if count < 150 {
		t.Errorf("%d attributes were walked, want at least 150", count)
	}
}

func TestAPIName(t *testing.T) {
	t.Parallel()
	for attribute, want := range map[string]string{
		"text": "text", "i18n_alt_texts": "i18nAltTexts", "original_content_url": "originalContentUrl",
		"file_id": "fileId", "source_file": "fileId", "action_rows": "actions", "cover_data": "coverData",
	} {
		if got := message.APIName(attribute); got != want {
			t.Errorf("%s: got %s, want %s", attribute, got, want)
		}
	}
}
