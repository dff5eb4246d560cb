// SPDX-License-Identifier: MPL-2.0

// Package planview shows what a Terraform or OpenTofu plan does to bots and menus: it
// reads the output of terraform show -json and writes one HTML file, with each bot and
// menu before and after, and a short summary in Markdown.
//
// A plan file has sensitive values in clear. They are removed while the plan is read
// (see [newNode]), so that what draws and writes never has them.
package planview

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// maxPlan is the size of a plan file in bytes that is read at most.
const maxPlan = 256 << 20

// hiddenText stands for a sensitive value in addresses, like the CLI has it.
const hiddenText = "(sensitive value)"

// Plan is what a plan does to objects of LINE WORKS.
type Plan struct {
	// Errored is a plan that ended with an error: it lacks changes.
	Errored bool
	// Incomplete is a plan with -target, or with changes that are deferred.
	Incomplete bool
	// Deferred is the number of changes that wait for a later plan.
	Deferred int

	changes []*change
	config  *tfjson.ConfigModule
	secrets secrets
}

// change is what a plan does to one object.
type change struct {
	Address, Previous string // Previous is "" unless the object moves
	Module            string // address of its module, "" for the root
	Type, Name        string
	Key               string // of for_each or count, as in the address, "" if there is none
	Deposed           bool   // an object that an earlier, failed replacement has left
	Action            action
	Imported          bool
	Reasons           []string // the attributes because of which it is replaced
	Before, After     node
}

// action is the effect of a change.
type action string

const (
	noChange     action = "no-op"
	create       action = "create"
	update       action = "update"
	destroy      action = "delete"
	destroyFirst action = "delete, then create"
	createFirst  action = "create, then delete"
	forget       action = "forget"
)

// replaces reports whether the object gets a successor.
func (a action) replaces() bool { return a == destroyFirst || a == createFirst }

// actionOf reads the actions of a change; ok is false for those that change no object.
// Source: https://developer.hashicorp.com/terraform/internals/json-format#change-representation
func actionOf(actions tfjson.Actions) (a action, ok bool) {
	switch {
	case actions.NoOp():
		return noChange, true
	case actions.Create():
		return create, true
	case actions.Update():
		return update, true
	case actions.Delete():
		return destroy, true
	case actions.DestroyBeforeCreate():
		return destroyFirst, true
	case actions.CreateBeforeDestroy():
		return createFirst, true
	case len(actions) == 1 && actions[0] == tfjson.ActionForget:
		return forget, true
	}
	return noChange, false
}

// Errors of files that are no plans. The text says what to do.
var (
	errBinary = errors.New("this is a binary plan file; run terraform show -json FILE > plan.json (or tofu show -json) and give that file")
	errState  = errors.New("this is a state, not a plan; make a plan with terraform plan -out=plan, and run terraform show -json plan > plan.json")
	errLog    = errors.New("this is the log of terraform plan -json, not the plan; run terraform plan -out=plan, and then terraform show -json plan > plan.json")
	errNoPlan = errors.New("this is JSON, but no plan; run terraform show -json FILE > plan.json on a file that terraform plan -out=FILE has written")
	errEmpty  = errors.New("the file is empty; run terraform show -json FILE > plan.json on a file that terraform plan -out=FILE has written")
)

// Read reads the output of terraform show -json, or tofu show -json, for a plan.
func Read(r io.Reader) (*Plan, error) {
	// Windows PowerShell writes what a program prints in UTF-16.
	content, err := io.ReadAll(io.LimitReader(transform.NewReader(r, unicode.BOMOverride(transform.Nop)), maxPlan+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading the plan: %w", err)
	case len(content) > maxPlan:
		return nil, fmt.Errorf("the plan has more than %d MiB", maxPlan>>20)
	case len(bytes.TrimSpace(content)) == 0:
		return nil, errEmpty
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return nil, errBinary
	}
	h, err := readHeader(content)
	if err != nil {
		return nil, err
	}
	var raw tfjson.Plan
	raw.UseJSONNumber(true)
	if err := json.Unmarshal(content, &raw); err != nil {
		return nil, fmt.Errorf("the plan cannot be read: %w", err)
	}
	return newPlan(&raw, h.Errored), nil
}

// header has the properties that tell a plan from other files, and one that [tfjson.Plan]
// lacks.
type header struct {
	FormatVersion   *string         `json:"format_version"`
	ResourceChanges json.RawMessage `json:"resource_changes"`
	PlannedValues   json.RawMessage `json:"planned_values"`
	Values          json.RawMessage `json:"values"`
	Lineage         *string         `json:"lineage"`
	Level           *string         `json:"@level"`
	Errored         bool            `json:"errored"`
}

// readHeader reads the first JSON value of a file, which has to be a plan. A log has a value
// on each line.
func readHeader(content []byte) (*header, error) {
	var h header
	err := json.NewDecoder(bytes.NewReader(content)).Decode(&h)
	if _, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return nil, errNoPlan
	}
	if err != nil {
		return nil, fmt.Errorf("this is no JSON (%w); give the output of terraform show -json FILE", err)
	}
	return &h, h.check()
}

// check tells a plan from other files.
func (h *header) check() error {
	switch {
	case h.Level != nil:
		return errLog
	case h.Lineage != nil, h.Values != nil && h.PlannedValues == nil && h.ResourceChanges == nil:
		return errState
	case h.FormatVersion == nil:
		return errNoPlan
	case newer(*h.FormatVersion):
		return fmt.Errorf("the plan has format version %s, and this program knows versions up to 1; use a newer release of lineworks-mock", *h.FormatVersion)
	case h.PlannedValues == nil && h.ResourceChanges == nil:
		return errNoPlan
	}
	return nil
}

// newer reports whether a format may have changed in a way that this package would not
// notice. A minor version only adds to the format.
// Source: https://developer.hashicorp.com/terraform/internals/json-format#format-summary
func newer(version string) bool {
	major, _, _ := strings.Cut(version, ".")
	return major != "0" && major != "1"
}

func newPlan(raw *tfjson.Plan, errored bool) *Plan {
	p := &Plan{Errored: errored, Deferred: len(raw.DeferredChanges), secrets: secretsOf(raw)}
	p.Incomplete = raw.Complete != nil && !*raw.Complete
	if raw.Config != nil {
		p.config = raw.Config.RootModule
	}
	for _, r := range raw.ResourceChanges {
		if r == nil || r.Change == nil || r.Mode != tfjson.ManagedResourceMode || !strings.HasPrefix(r.Type, "lineworks_") {
			continue
		}
		a, ok := actionOf(r.Change.Actions)
		if !ok {
			continue
		}
		p.changes = append(p.changes, p.newChange(r, a))
	}
	return p
}

func (p *Plan) newChange(r *tfjson.ResourceChange, a action) *change {
	hidden := either(r.Change.BeforeSensitive, r.Change.AfterSensitive)
	c := &change{
		Address: p.secrets.hide(r.Address), Previous: p.secrets.hide(r.PreviousAddress), Module: p.secrets.hide(r.ModuleAddress),
		Type: r.Type, Name: r.Name, Deposed: r.DeposedKey != "", Action: a, Imported: r.Change.Importing != nil,
		Before: p.secrets.hideIn(newNode(r.Change.Before, nil, hidden)),
		After:  p.secrets.hideIn(newNode(r.Change.After, r.Change.AfterUnknown, hidden)),
	}
	if c.Previous == c.Address {
		c.Previous = ""
	}
	if open := strings.LastIndex(c.Address, "."+r.Name+"["); r.Index != nil && open >= 0 {
		c.Key = c.Address[open+len(r.Name)+1:]
	}
	for _, path := range r.Change.ReplacePaths {
		if name := attributeOf(path); name != "" {
			c.Reasons = append(c.Reasons, name)
		}
	}
	return c
}

// attributeOf writes a path such as ["size","height"] as size.height. A key of a map may be
// any text, so only the name of the attribute is taken.
func attributeOf(path any) string {
	steps, _ := path.([]any)
	name, _ := at(steps, 0).(string)
	return name
}

// id is the value of an attribute on the side of a change that exists, the later one first.
func (c *change) id(attribute string) node {
	if c.After.exists() {
		return c.After.get(attribute)
	}
	return c.Before.get(attribute)
}
