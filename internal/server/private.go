// SPDX-License-Identifier: MPL-2.0

package server

import (
	"bytes"
	"context"
	"encoding/json"
	"regexp"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// privateServer shortens private state. The framework stores JSON with each value in
// base64, and the CLI base64 of that. Most objects have one short text under one key,
// and the CLI writes the whole state after each object that it changes. See
// design/023-short-private-state.md.
type privateServer struct{ frameworkServer }

func (s privateServer) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	full := *req
	full.Private = expandPrivate(req.Private)
	resp, err := s.frameworkServer.ReadResource(ctx, &full)
	if resp != nil {
		resp.Private = shortenPrivate(resp.Private)
	}
	return resp, err
}

func (s privateServer) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	full := *req
	full.PriorPrivate = expandPrivate(req.PriorPrivate)
	resp, err := s.frameworkServer.PlanResourceChange(ctx, &full)
	if resp != nil {
		resp.PlannedPrivate = shortenPrivate(resp.PlannedPrivate)
	}
	return resp, err
}

func (s privateServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	full := *req
	full.PlannedPrivate = expandPrivate(req.PlannedPrivate)
	resp, err := s.frameworkServer.ApplyResourceChange(ctx, &full)
	if resp != nil {
		resp.Private = shortenPrivate(resp.Private)
	}
	return resp, err
}

func (s privateServer) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	resp, err := s.frameworkServer.ImportResourceState(ctx, req)
	if resp != nil {
		for _, imported := range resp.ImportedResources {
			imported.Private = shortenPrivate(imported.Private)
		}
	}
	return resp, err
}

// MoveResourceState has a source of this provider or of another one, whose private state may
// have any form.
func (s privateServer) MoveResourceState(ctx context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	full := *req
	full.SourcePrivate = expandPrivate(req.SourcePrivate)
	resp, err := s.frameworkServer.MoveResourceState(ctx, &full)
	if resp != nil {
		resp.TargetPrivate = shortenPrivate(resp.TargetPrivate)
	}
	return resp, err
}

// shortPrivate is a key and, right after it, a JSON string: d"example.com".
var shortPrivate = regexp.MustCompile(`^([a-z_]+)(".*")$`)

// shortenPrivate returns the short form of private state that is a single string, and any
// other as it is.
func shortenPrivate(full []byte) []byte {
	var values map[string][]byte
	if json.Unmarshal(full, &values) != nil || len(values) != 1 {
		return full
	}
	for key, value := range values {
		short := append([]byte(key), value...)
		if shortPrivate.Match(short) && bytes.Equal(expandPrivate(short), full) {
			return short
		}
	}
	return full
}

// expandPrivate is the inverse of [shortenPrivate].
func expandPrivate(short []byte) []byte {
	parts := shortPrivate.FindSubmatch(short)
	if parts == nil {
		return short
	}
	full, err := json.Marshal(map[string][]byte{string(parts[1]): parts[2]})
	if err != nil {
		return short // does not happen: a map of texts has a JSON form
	}
	return full
}
