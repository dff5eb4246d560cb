// SPDX-License-Identifier: MPL-2.0

package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-lineworks/terraform-provider-lineworks/internal/probe/report"
)

func TestReport(t *testing.T) {
	t.Parallel()
	r := &report.Report{Format: report.Format, Program: "lineworks-probe/1.2.3", Day: "2027-01-31", Switches: []report.Finding{
		{Switch: "patch-null", Position: "patch-null-clears", Evidence: []report.Evidence{{Operation: "GET /bots/{botId}", Status: 404, Code: "NOT_FOUND", Shape: "{code: string}"}}},
		{Switch: "left-room", NotSettled: "It needs -user & -domain."},
	}}
	var out bytes.Buffer
	if err := r.Write(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `"notSettled": "It needs -user & -domain."`) {
		t.Errorf("got\n%s\nwant & as it is", out.String())
	}
	got, err := report.Read(&out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, got); diff != "" {
		t.Errorf("read and written differ (-written +read):\n%s", diff)
	}
	if settled := got.Settled(); len(settled) != 1 || settled[0].Switch != "patch-null" {
		t.Errorf("got %+v, want the one with a position", settled)
	}
}

func TestRead_wrong(t *testing.T) {
	t.Parallel()
	const start = `{"format":"lineworks-probe/1","program":"p","day":"d","switches":`
	for text, want := range map[string]string{
		``: "no report", `[]`: "no report", `{"bots":1}`: "no report", start + `[]} {}`: "something follows",
		`{"format":"lineworks-probe/2","switches":[]}`:                             `"lineworks-probe/2"`,
		start + `[{"switch":"a"}]}`:                                                "the switch a has to have either",
		start + `[{"switch":"a","position":"b","notSettled":"c"}]}`:                "the switch a has to have either",
		start + `[{"position":"b"}]}`:                                              "switches[0] has no name",
		start + `[{"switch":"a","position":"b"},{"switch":"a","notSettled":"c"}]}`: "in it twice",
	} {
		if _, err := report.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want an error with %q", text, err, want)
		}
	}
	if _, err := report.Read(strings.NewReader(start + "[]}\n")); err != nil {
		t.Errorf("got %v for a report without switches, want none", err)
	}
}

func TestShape(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		"": "no body", " \n": "no body", "<html>": "no JSON", "null": "null", `"s3cret"`: "string", `""`: `""`, "17": "number", "true": "boolean", "[]": "[]",
		`{"botId":2000001,"botName":"Desk"}`:                   "{botId: number, botName: string}",
		`{"a1":["x","y",1,null]}`:                              "{a1: [null | number | string]}",
		`{"users":[{"userId":"u1"},{"userId":"u2","me":{}}]}`:  "{users: [{me: {}, userId: string} | {userId: string}]}",
		`{"access_token":"t","expires_in":"86400"}`:            "{access_token: string, expires_in: string}",
		`{"Taro Yamada":1,"u-1":2,"x":{"山田":1}}`:               "{…}",
		`{"user20000017":1,"ok":2}`:                            "{ok: number, …}",
		`{"customProperties":{"salary":1},"customFields":[1]}`: "{customFields: […], customProperties: {…}}",
		`{"aa":{"bb":{"cc":{"dd":{"ee":{"ff":1}}}}}}`:          "{aa: {bb: {cc: {dd: {ee: {…}}}}}}",
	} {
		if got := report.Shape([]byte(body)); got != want {
			t.Errorf("%s: got %s, want %s", body, got, want)
		}
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{
		"": "", "NOT_FOUND": "NOT_FOUND", "EXCEEDED_LENGTH_LIMIT_OF_PARAM": "EXCEEDED_LENGTH_LIMIT_OF_PARAM", "CONFLICT": "CONFLICT", "DELETED": "DELETED",
		"invalid_grant": "invalid_grant", "Taro": "…", "taro": "…", "u1": "…", "taro@example.com": "…", "10000001": "…", "A_1": "…",
	} {
		if got := report.Code(code); got != want {
			t.Errorf("%s: got %s, want %s", code, got, want)
		}
	}
}
